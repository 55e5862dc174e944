/** The log of one gateway on disk, as its receipts name it. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type AuditEntry, logLeaves, readLeaf } from '@xinqiao/audit-log'

/** Entries by receipt, `origin/index`, in order. */
export function entriesByReceipt(stateDir: string, node: string): ReadonlyMap<string, AuditEntry> {
  const folder = nodeFolder(stateDir, node)
  const years = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory())
  return new Map(
    years.flatMap(({ name: year }) =>
      [...logLeaves(join(folder, year))].map(
        (leaf, index) => [`xinqiao/audit/${node}/${year}/${index}`, readLeaf(leaf)] as const,
      ),
    ),
  )
}

/** Where a process keeps the log of its node. */
export function nodeFolder(stateDir: string, node: string): string {
  return join(stateDir, 'audit', node)
}

/** The file that was written last: where a crash leaves half a group. */
export function lastSegment(stateDir: string, node: string): { readonly path: string; readonly bytes: number } {
  const folder = nodeFolder(stateDir, node)
  const year = readdirSync(folder)
    .filter((name) => /^\d{4}/u.test(name))
    .sort()
    .at(-1)
  const wal = join(folder, year ?? '', 'wal')
  const name = readdirSync(wal)
    .filter((one) => one.endsWith('.wal'))
    .sort()
    .at(-1)
  const path = join(wal, name ?? '')
  return { path, bytes: statSync(path).size }
}
