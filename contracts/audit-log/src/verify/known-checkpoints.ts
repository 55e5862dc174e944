/** All checkpoints of a log that are at hand: the folder's last one, those it kept, and those that others kept. */
import { AuditLogError } from '../errors.ts'
import { type OpenedCheckpoint, openCheckpoint, readCheckpoint } from '../notes/checkpoint.ts'
import { readKept } from '../notes/kept-checkpoints.ts'
import { cosignedAt } from '../notes/signature.ts'
import { readNote } from '../notes/signed-note.ts'
import type { NoteKey } from '../notes/vkey.ts'
import type { LogReads } from './log-reads.ts'
import type { Findings } from './statement.ts'

/** A checkpoint whose signatures hold. `file`: where it stands. */
export interface KnownCheckpoint extends OpenedCheckpoint {
  readonly file: string
  readonly fromOutside: boolean
}

export interface KnownCheckpoints {
  /** The folder's last one; undefined where there is none, or none that holds. */
  readonly last: KnownCheckpoint | undefined
  readonly all: readonly KnownCheckpoint[]
  /** Files of kept checkpoints that end within one. */
  readonly unfinished: readonly string[]
}

/** The origin that a signed checkpoint speaks of, unchecked. Throws AuditLogError `AUDIT_NOTE_INVALID`. */
export function originOf(note: string): string {
  return readCheckpoint(readNote(note).text).origin
}

/** A signed checkpoint, and what to call the place it comes from. */
export interface NamedNote {
  readonly note: string
  readonly file: string
  readonly fromOutside: boolean
}

/** Opens them with the log's key. One that does not open is a finding. */
export function knownCheckpoints(
  reads: LogReads,
  findings: Findings,
  origin: string,
  key: NoteKey,
  { others, witnesses }: { readonly others: readonly NamedNote[]; readonly witnesses: readonly NoteKey[] },
): KnownCheckpoints {
  const all: KnownCheckpoint[] = []
  const unfinished: string[] = []
  const add = (note: string, file: string, fromOutside = false): KnownCheckpoint | undefined => {
    const opened = opens(note, key, witnesses)
    if (opened?.origin !== origin) findings.add('CHECKPOINT_UNSIGNED', file)
    else all.push({ ...opened, file, fromOutside })
    return opened?.origin === origin ? all.at(-1) : undefined
  }
  const text = reads.text('checkpoint')
  const last = text === undefined ? undefined : add(text, 'checkpoint')
  for (const name of reads.names('checkpoints')) {
    const file = `checkpoints/${name}`
    const kept = readKept(reads.text(file) ?? '')
    for (const note of kept.notes) add(note, file)
    for (const _ of kept.unread) findings.add('CHECKPOINT_UNSIGNED', file)
    if (!kept.isWhole) unfinished.push(file)
  }
  for (const { note, file, fromOutside } of others) add(note, file, fromOutside)
  return { last, all, unfinished }
}

/** The largest checkpoint that enough of the witnesses signed, and what they say. */
export interface WitnessedCheckpoint {
  readonly size: number
  readonly names: readonly string[]
  readonly atSeconds: number
}

export function lastWitnessed(all: readonly KnownCheckpoint[], quorum: number): WitnessedCheckpoint | undefined {
  let last: WitnessedCheckpoint | undefined
  for (const { size, note } of all) {
    const signed = note.signedBy.filter(({ key }) => key.use === 'witness')
    if (signed.length < quorum || (last !== undefined && size < last.size)) continue
    const times = signed.map(({ line }) => cosignedAt(line.signature) ?? 0)
    last = { size, names: signed.map(({ key }) => key.name), atSeconds: Math.max(...times) }
  }
  return last
}

function opens(note: string, key: NoteKey, witnesses: readonly NoteKey[]): OpenedCheckpoint | undefined {
  try {
    return openCheckpoint(note, key, witnesses)
  } catch (error) {
    if (error instanceof AuditLogError) return undefined
    throw error
  }
}
