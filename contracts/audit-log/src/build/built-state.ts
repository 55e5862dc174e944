/** What is signed of an origin: its last checkpoint, held against its key and its tiles (audit.md §3, Recovery 2). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AuditDamaged, AuditLogError } from '../errors.ts'
import { treeRoot } from '../merkle/tree.ts'
import { openCheckpoint } from '../notes/checkpoint.ts'
import { readVkey } from '../notes/vkey.ts'
import { folderTiles } from '../tiles/tile-folder.ts'

export const checkpointFile = 'checkpoint'

/** `note`: the signed checkpoint; null and size 0 where none was signed yet. */
export interface BuiltState {
  readonly size: number
  readonly note: string | null
}

/**
 * Reads and verifies it.
 * @throws AuditDamaged where the signature does not hold, or the tiles give another root
 */
export function readBuiltState(
  directory: string,
  { origin, vkey }: { readonly origin: string; readonly vkey: string },
): BuiltState {
  const note = readNoteFile(directory)
  if (note === null) return { size: 0, note }
  try {
    const checkpoint = openCheckpoint(note, readVkey(vkey))
    if (checkpoint.origin !== origin) throw new AuditDamaged(0, checkpointFile, 'it is of another origin')
    const root = treeRoot(checkpoint.size, folderTiles(directory, checkpoint.size))
    if (!root.equals(checkpoint.root)) throw new AuditDamaged(0, checkpointFile, 'the tiles give another root')
    return { size: checkpoint.size, note }
  } catch (error) {
    // The builder of a process that has just ended may still have written: then another checkpoint stands there now.
    if (readNoteFile(directory) !== note) return readBuiltState(directory, { origin, vkey })
    if (error instanceof AuditLogError && !(error instanceof AuditDamaged))
      throw new AuditDamaged(0, checkpointFile, error.message)
    throw error
  }
}

/** The last checkpoint as it stands there, unverified. */
export function readNoteFile(directory: string): string | null {
  try {
    return readFileSync(join(directory, checkpointFile), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
