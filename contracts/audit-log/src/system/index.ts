/** Entries of a process about itself. */
export {
  keepSystemRecord,
  type SystemNote,
  type SystemRecord,
  type SystemRecordParts,
  type TurnedAway,
} from './system-record.ts'
