/** The hub's id of a record, `<item>:<provider's number>`: it tells type and provider (data.md §2). */
import type { ItemId } from '../catalog/catalog-item.ts'

/** The two parts of a record's id. */
export interface RecordIdParts {
  readonly item: ItemId
  /** The provider's own number; may hold colons. */
  readonly id: string
}

const itemPattern = /^[a-z][a-zA-Z0-9]*(?:\.[a-z][a-zA-Z0-9]*)+$/

/** `amr.penalty`, `R-002` → `amr.penalty:R-002`. */
export function recordId(item: ItemId, providersNumber: string): string {
  return `${item}:${providersNumber}`
}

/** The parts of a record's id, cut at the first colon; `undefined` when it has not the form. Whether the item exists is the catalog's to say. */
export function parseRecordId(record: string): RecordIdParts | undefined {
  const colon = record.indexOf(':')
  const item = record.slice(0, Math.max(colon, 0))
  const id = record.slice(colon + 1)
  return itemPattern.test(item) && id !== '' ? { item, id } : undefined
}
