/** The payload of an item: one standard, three uses (GraphQL type, ingest door, feed schema). */
import type { ItemId, Sensitivity } from '../catalog/catalog-item.ts'

export type PayloadType =
  | 'string'
  | 'text'
  | 'date'
  | 'year'
  | 'integer'
  | 'fen'
  | 'boolean'
  | 'code'
  | 'person'
  | 'organization'

/** One payload field of a data standard. */
export interface PayloadField {
  readonly name: string
  readonly type: PayloadType
  /** `true`: a list of at most 200 of the type. */
  readonly list: boolean
  /** Closed list, for `code` only. */
  readonly values?: readonly string[]
  readonly optional: boolean
  readonly sensitivity: Sensitivity
  readonly zh: string
  readonly en: string
}

/** The data standard of one item: its payload fields in order. */
export interface DataStandard {
  readonly item: ItemId
  readonly fields: readonly PayloadField[]
}

/** A person as a payload value. The number is masked by the hub unless the contract says `fullNumber`. */
export interface PersonValue {
  readonly name: string
  readonly role?: string
  readonly documentKind: string
  readonly documentNumber: string
}

/** An organization as a payload value. */
export interface OrganizationValue {
  readonly name: string
  readonly uscc?: string
}

export type DataStandards = ReadonlyMap<ItemId, DataStandard>
