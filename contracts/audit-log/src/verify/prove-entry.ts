/** Proofs of single entries out of a folder, and what one says when it is checked without the folder. */
import { AuditLogError } from '../errors.ts'
import { keptBytesMax, noteBytesMax } from '../limits.ts'
import { inclusionProof } from '../merkle/inclusion.ts'
import { readCheckpoint } from '../notes/checkpoint.ts'
import { isSettledOver, readKept } from '../notes/kept-checkpoints.ts'
import { readNote } from '../notes/signed-note.ts'
import { writeProof } from '../notes/tlog-proof.ts'
import { plainNames, readPlainFile } from '../plain-files.ts'
import { folderTiles } from '../tiles/tile-folder.ts'

/** One entry with the proof that it stands in the log. */
export interface ProvenEntry {
  readonly leaf: Buffer
  /** C2SP tlog-proof with the leaf in it. */
  readonly proof: string
}

/**
 * An entry under this checkpoint.
 * @throws AuditLogError `AUDIT_NOT_COVERED`; `AUDIT_TILE_INVALID` where the folder does not hold what the proof is made of
 */
export function proveEntry(directory: string, index: number, checkpoint: string): ProvenEntry {
  const { size } = readCheckpoint(readNote(checkpoint).text)
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size)) {
    throw new AuditLogError('AUDIT_NOT_COVERED', `the checkpoint covers ${size} entries; expected an index below`)
  }
  const tiles = folderTiles(directory, size)
  const leaf = tiles.leaf(index)
  return { leaf, proof: writeProof({ index, hashes: inclusionProof(index, size, tiles), checkpoint, extra: leaf }) }
}

/**
 * The checkpoint to prove an entry with: the newest that witnesses signed and that covers it, else the folder's last one.
 * @throws AuditLogError `AUDIT_NOT_COVERED` where the folder has none
 */
export function bestCheckpoint(directory: string, index: number): string {
  const last = readPlainFile(directory, 'checkpoint', noteBytesMax)?.toString('utf8')
  if (last === undefined) throw new AuditLogError('AUDIT_NOT_COVERED', 'the folder has no checkpoint')
  return [last, ...keptNewestFirst(directory)].find((note) => isSettledOver(note, index)) ?? last
}

function* keptNewestFirst(directory: string): Generator<string> {
  for (const name of plainNames(directory, 'checkpoints').toReversed()) {
    const file = readPlainFile(directory, `checkpoints/${name}`, keptBytesMax)
    yield* readKept(file?.toString('utf8') ?? '').notes.toReversed()
  }
}
