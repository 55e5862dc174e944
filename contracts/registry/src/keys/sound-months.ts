/** The key folder at a start: destructions that were cut off are ended, material is compared with its record. */
import type { LegalMonth } from '@xinqiao/schema'
import { keyError } from './key-errors.ts'
import type { KeyFolder, MonthFiles } from './key-folder.ts'
import { type HeldMonth, isDestroyed, type MonthRecord, materialCheck, withAct } from './month-record.ts'

/**
 * Every month of the folder.
 * @throws RegistryError `KEYS_DAMAGED` naming the file: a month whose key was swapped or lost would silently get other names
 */
export async function soundMonths(folder: KeyFolder): Promise<ReadonlyMap<LegalMonth, HeldMonth>> {
  const months = new Map<LegalMonth, HeldMonth>()
  for (const files of await folder.read()) months.set(files.month, await soundMonth(files, folder))
  return months
}

async function soundMonth({ month, material, record }: MonthFiles, folder: KeyFolder): Promise<HeldMonth> {
  if (record !== null && isDestroyed(record)) {
    // The tombstone was written, and perhaps the key not yet overwritten.
    if (material !== null) await folder.destroy(month)
    return { record, material: null }
  }
  if (material === null) throw keyError('KEYS_DAMAGED', `months/${month}.key`)
  const known = record ?? (await adopted(month, material, folder))
  if (known.check !== materialCheck(material)) throw keyError('KEYS_DAMAGED', `months/${month}.key`)
  return { record: known, material }
}

/** The start before ended between key and record; the log has the entry of the making. */
async function adopted(month: LegalMonth, material: Buffer, folder: KeyFolder): Promise<MonthRecord> {
  const act = { act: 'made', at: new Date().toISOString(), by: 'registry', reason: 'found without its record' } as const
  const record = withAct({ month, check: materialCheck(material), acts: [] }, act)
  await folder.writeRecord(record)
  return record
}
