/** Entries of a process about itself. */
export { CountedAway } from './away-count.ts'
export {
  keepSystemRecord,
  type SystemNote,
  type SystemRecord,
  type SystemRecordParts,
  type TurnedAway,
} from './system-record.ts'
