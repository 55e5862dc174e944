/** REG-12a, D12: a record belongs to an item of the catalog in force and comes from that item's provider. */
import type { WithheldReason } from '../decision/decision.ts'
import type { RowQuestion } from '../decision/questions.ts'

export function knownSource({ record, catalog }: RowQuestion): WithheldReason | null {
  const item = catalog.items.get(record.item)
  if (item === undefined) return 'not_in_catalog'
  return item.provider === record.provider ? null : 'not_provider'
}
