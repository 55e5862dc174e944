/** Proofs of single entries out of a folder, and what one says when it is checked without the folder. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AuditLogError } from '../errors.ts'
import { inclusionProof } from '../merkle/inclusion.ts'
import { readCheckpoint } from '../notes/checkpoint.ts'
import { readKept } from '../notes/kept-checkpoints.ts'
import { readNote } from '../notes/signed-note.ts'
import { writeProof } from '../notes/tlog-proof.ts'
import { folderTiles } from '../tiles/tile-folder.ts'

/**
 * The proof of an entry under this checkpoint, with its leaf as extra.
 * @throws AuditLogError `AUDIT_NOT_COVERED`; `AUDIT_TILE_INVALID` where the folder does not hold what the proof is made of
 */
export function proveEntry(directory: string, index: number, checkpoint: string): string {
  const { size } = readCheckpoint(readNote(checkpoint).text)
  if (!(index >= 0 && index < size)) {
    throw new AuditLogError('AUDIT_NOT_COVERED', `the checkpoint covers ${size} entries; expected an index below`)
  }
  const tiles = folderTiles(directory, size)
  return writeProof({ index, hashes: inclusionProof(index, size, tiles), checkpoint, extra: tiles.leaf(index) })
}

/**
 * The checkpoint to prove an entry with: the newest that witnesses signed and that covers it, else the folder's last one.
 * @throws AuditLogError `AUDIT_NOT_COVERED` where the folder has none
 */
export function bestCheckpoint(directory: string, index: number): string {
  const path = join(directory, 'checkpoint')
  if (!existsSync(path)) throw new AuditLogError('AUDIT_NOT_COVERED', 'the folder has no checkpoint')
  const last = readFileSync(path, 'utf8')
  return [last, ...keptNewestFirst(directory)].find((note) => isSettled(note, index)) ?? last
}

function* keptNewestFirst(directory: string): Generator<string> {
  const folder = join(directory, 'checkpoints')
  const names = existsSync(folder) ? readdirSync(folder).sort().reverse() : []
  for (const name of names) yield* readKept(readFileSync(join(folder, name), 'utf8')).notes.toReversed()
}

/** More than the log itself signed it; by whom is for those to check who hold the keys. */
function isSettled(note: string, index: number): boolean {
  const { text, lines } = readNote(note)
  return lines.length > 1 && readCheckpoint(text).size > index
}
