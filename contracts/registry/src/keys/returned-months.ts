/**
 * Keys that are back although their month was destroyed, as after a restore of the key store's folder (audit.md §2): the log
 * and the shelf say what is gone, the folder only what lies in it. Each is destroyed again, with an entry of its own first.
 */
import type { LegalMonth } from '@xinqiao/schema'
import { destroyActs } from '../audit/erasure-book.ts'
import { keyError } from './key-errors.ts'
import type { MonthFiles } from './key-folder.ts'
import type { ActParts } from './month-acts.ts'
import { isDestroyed, type MonthRecord, recordDigest, withAct } from './month-record.ts'

/**
 * Looks through the folder and destroys what is back; gives these months. `destroyed`: what the log says.
 * @throws RegistryError `AUDIT_UNAVAILABLE`, `KEYS_UNAVAILABLE`, `KEYS_DAMAGED`
 */
export async function destroyReturned(
  parts: ActParts,
  destroyed: ReadonlySet<LegalMonth>,
): Promise<readonly LegalMonth[]> {
  const { folder, shelf } = parts
  const returned: LegalMonth[] = []
  for (const files of await folder.read()) {
    if (!shelf.has(files.month)) continue
    const { record } = shelf.held(files.month)
    const isGone = isDestroyed(record) || destroyed.has(files.month)
    if (!isGone || isTombstone(files)) continue
    await destroyAgain(files, tombstoneOf(record, parts.now()), parts)
    returned.push(files.month)
  }
  return returned
}

function isTombstone({ material, record }: MonthFiles): boolean {
  return material === null && record !== null && isDestroyed(record)
}

function tombstoneOf(record: MonthRecord, nowMs: number): MonthRecord {
  if (isDestroyed(record)) return record
  const at = new Date(nowMs).toISOString()
  return withAct(record, { act: 'destroyed', at, by: 'registry', reason: 'destroyed before, and back in the folder' })
}

async function destroyAgain({ month, record }: MonthFiles, after: MonthRecord, parts: ActParts): Promise<void> {
  const { audit, folder, shelf } = parts
  const before = record === null ? '' : recordDigest(record)
  const entry = { act: destroyActs.again, object: month, by: 'registry', before, after: recordDigest(after) }
  await audit.act({ ...entry, bundle: null })
  try {
    await folder.writeRecord(after)
    shelf.put({ record: after, material: null })
    await folder.destroy(month)
  } catch (cause) {
    await audit.act({ ...entry, bundle: null, failed: 'KEYS_UNAVAILABLE' })
    throw keyError('KEYS_UNAVAILABLE', month, { cause })
  }
}
