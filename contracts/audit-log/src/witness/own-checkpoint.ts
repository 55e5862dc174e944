/** The checkpoint of a log's folder, ready to be shown to witnesses. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AuditLogError } from '../errors.ts'
import { emptyRoot } from '../merkle/index.ts'
import {
  type CheckpointSigner,
  type NoteKey,
  openNote,
  readCheckpoint,
  readKept,
  readNote,
  signCheckpoint,
} from '../notes/index.ts'
import { folderTiles } from '../tiles/index.ts'
import type { OwnCheckpoint } from './ask-witness.ts'
import { settles, type WitnessPolicy } from './witness-policy.ts'
import { readIfThere } from './witness-state.ts'

/** A note of this folder with the tree that it names. */
export function ownCheckpoint(directory: string, note: string): OwnCheckpoint {
  const { size } = readCheckpoint(readNote(note).text)
  return { note, size, tree: folderTiles(directory, size) }
}

/** What the folder signed last; where it signed nothing yet, a note over no entries: every history begins with it. */
export async function lastCheckpoint(
  directory: string,
  origin: string,
  signer: CheckpointSigner,
): Promise<OwnCheckpoint> {
  const note = readIfThere(join(directory, 'checkpoint'))
  return ownCheckpoint(directory, note ?? (await signCheckpoint({ origin, size: 0, root: emptyRoot() }, signer)))
}

/** Whether a witness ever signed a checkpoint that this folder keeps. */
export function wasWitnessed(directory: string): boolean {
  for (const note of keptNotes(directory)) if (readNote(note).lines.length > 1) return true
  return false
}

/** Size of the largest checkpoint in this folder that the policy takes for settled; 0 where there is none. */
export function settledSizeOf(directory: string, policy: WitnessPolicy): number {
  const keys = policy.witnesses.map(({ key }) => key)
  for (const note of keptNotes(directory)) {
    if (settles(policy, cosigners(note, keys))) return readCheckpoint(readNote(note).text).size
  }
  return 0
}

/** The notes of `checkpoints/`, newest first, a file read only when it is reached. */
function* keptNotes(directory: string): Generator<string> {
  const folder = join(directory, 'checkpoints')
  const files = namesIn(folder).filter((name) => name.endsWith('.txt'))
  for (const file of files.sort().reverse())
    yield* readKept(readFileSync(join(folder, file), 'utf8')).notes.toReversed()
}

function cosigners(note: string, keys: readonly NoteKey[]): readonly NoteKey[] {
  try {
    return openNote(note, keys).signedBy.map(({ key }) => key)
  } catch (error) {
    if (error instanceof AuditLogError) return []
    throw error
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
