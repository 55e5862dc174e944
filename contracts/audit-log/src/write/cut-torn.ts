/** A torn tail is noted beside the log before it is cut, so that the start's entry names it whatever happens in between. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TornTail } from '../wal/recover-wal.ts'
import type { AuditStore } from '../wal/store.ts'
import type { Cut } from './system-leaves.ts'

const noteFile = 'cut.json'

/** Notes, then cuts. */
export async function cutTorn(
  { path, length, bytes, sha256 }: TornTail,
  node: string,
  store: AuditStore,
): Promise<void> {
  const noted = readCuts(node).filter((one) => one.sha256 !== sha256 || one.bytes !== bytes)
  await store.writeFile(join(node, noteFile), Buffer.from(JSON.stringify([...noted, { bytes, sha256 }])))
  await store.syncFolder(node)
  const file = await store.open(path)
  try {
    await file.truncate(length)
  } finally {
    await file.close()
  }
}

/** What was cut and no entry names yet. */
export function readCuts(node: string): readonly Cut[] {
  try {
    return JSON.parse(readFileSync(join(node, noteFile), 'utf8')) as readonly Cut[]
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** An entry names them now. */
export async function forgetCuts(node: string, store: AuditStore): Promise<void> {
  await store.remove(join(node, noteFile))
}
