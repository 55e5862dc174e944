/** What the registry's log says of acts on its store after a given entry, read from the log's files. */
import { join } from 'node:path'
import {
  type AuditEntry,
  type AuditReceipt,
  folderOf,
  leafHash,
  listOrigins,
  logLeaves,
  readLeaf,
} from '@xinqiao/audit-log'
import type { ActEntry } from './registry-audit.ts'

/** Acts whose effect is not in the registry's store (keys/logged-act.ts, audit/store-acts.ts). */
const elsewhereForm = /^(?:keys|audit)\./u

/**
 * Reads them, oldest first, over all origins of the node; `null` where the log does not hold the entry.
 * `directory`: `…/audit/<node>`; `prefix`: what its origins begin with, `<hub>/audit/<node>`.
 * @throws AuditLogError `AUDIT_TILE_INVALID` where a bundle is missing
 */
export function storeActsAfter(
  directory: string,
  prefix: string,
  mark: AuditReceipt | null,
): readonly ActEntry[] | null {
  const folders = listOrigins(directory).map(folderOf)
  const first = mark === null ? 0 : folders.findIndex((folder) => `${prefix}/${folder}` === mark.origin)
  if (first === -1) return null
  const leaves = folders
    .slice(first)
    .flatMap((folder, at) => [...logLeaves(join(directory, folder), at === 0 ? (mark?.index ?? 0) : 0)])
  if (mark !== null) {
    const marked = leaves.shift()
    if (marked === undefined || leafHash(marked).toString('hex') !== mark.leafHash) return null
  }
  return leaves.map(readLeaf).flatMap(actOf)
}

function actOf(entry: AuditEntry): readonly ActEntry[] {
  if (entry.kind !== 'admin') return []
  const { v: _v, kind: _kind, at: _at, ...act } = entry
  // The closed form of kind `admin`, checked when it was written.
  const known = act as unknown as ActEntry
  return elsewhereForm.test(known.act) ? [] : [known]
}
