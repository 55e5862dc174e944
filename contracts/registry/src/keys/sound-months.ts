/** The key folder at a start: material is compared with its record; that of a destroyed month is not taken up, whatever lies there. */
import type { LegalMonth } from '@xinqiao/schema'
import { keyError } from './key-errors.ts'
import type { KeyFolder, MonthFiles } from './key-folder.ts'
import { type HeldMonth, isDestroyed, type MonthRecord, materialCheck, withAct } from './month-record.ts'

/**
 * Every month of the folder. `destroyed`: months whose destruction is in the log; what a backup brought back of them is for
 * `destroyReturned` to end.
 * @throws RegistryError `KEYS_DAMAGED` naming the file: a month whose key was swapped or lost would silently get other names
 */
export async function soundMonths(
  folder: KeyFolder,
  destroyed: ReadonlySet<LegalMonth>,
): Promise<ReadonlyMap<LegalMonth, HeldMonth>> {
  const months = new Map<LegalMonth, HeldMonth>()
  for (const files of await folder.read()) {
    const isGone = destroyed.has(files.month) || (files.record !== null && isDestroyed(files.record))
    months.set(files.month, isGone ? goneMonth(files) : await soundMonth(files, folder))
  }
  return months
}

function goneMonth({ month, material, record }: MonthFiles): HeldMonth {
  const check = material === null ? '' : materialCheck(material)
  return { record: record ?? { month, check, acts: [] }, material: null }
}

async function soundMonth({ month, material, record }: MonthFiles, folder: KeyFolder): Promise<HeldMonth> {
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
