/** The offline verifier: reads a folder, a copied one too, with no network and no hub, and names the first entry that does not fit (REG-26.2b). */
import { join } from 'node:path'
import { isLocked } from './lock.ts'
import { readFolder } from './segments.ts'

/** Every entry fits. `head`: the hash to compare with one kept elsewhere, since a history rewritten from its start fits as well. */
export interface SoundLog {
  readonly entries: number
  readonly head: string
  /** Indexes of the entries that say something unacknowledged was cut after a crash. */
  readonly gaps: readonly number[]
}

/** The first entry that does not fit. */
export interface UnsoundLog {
  readonly badIndex: number
  readonly file: string
  readonly reason: string
}

/** Verifies the log in this folder. A group that its living writer is just writing is no finding. */
export async function verifyAuditLog(directory: string): Promise<SoundLog | UnsoundLog> {
  const gaps: number[] = []
  const { head, bad } = await readFolder(directory, (leaf, index) => {
    if (leaf.includes('"act":"gap"') && leaf.includes('"kind":"system"')) gaps.push(index)
  })
  const underWay = bad?.cut === true && isLocked(directory)
  if (bad === null || underWay) return { entries: head.next, head: head.chain, gaps }
  const reason = bad.torn
    ? `${bad.reason} (nothing whole follows: a torn tail, which the log cuts at its next start)`
    : bad.reason
  return { badIndex: bad.badIndex, file: join(directory, bad.file), reason }
}
