/** What a node's audit log holds on disk. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { logLeaves } from '@xinqiao/audit-log'

/** The leaves of all years in a node's folder, oldest first. */
export async function auditLeaves(node: string): Promise<readonly string[]> {
  const years = (await readdir(node, { withFileTypes: true }))
    .filter((one) => one.isDirectory())
    .map(({ name }) => name)
  return years.sort().flatMap((year) => [...logLeaves(join(node, year))].map((leaf) => leaf.toString('utf8')))
}
