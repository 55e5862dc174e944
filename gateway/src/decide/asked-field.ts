/** The caller's operation as one tree: fragments resolved by possible type, conditions applied, names merged, each field judged. */
import type { ItemId } from '@xinqiao/schema'
import type { FieldNode, GraphQLOutputType } from 'graphql'
import type { Stop } from './stop.ts'

/** One field on one object type. */
export interface AskedField {
  /** The caller's name for it in the answer. */
  readonly response: string
  /** The hub's name for it in the plan: callers' names never reach an agency. */
  readonly key: string
  readonly name: string
  /** `Type.field` of the object type it stands on. */
  readonly coordinate: string
  readonly type: GraphQLOutputType
  /** Coerced arguments, defaults included. */
  readonly args: Readonly<Record<string, unknown>>
  readonly nodes: readonly FieldNode[]
  /** Items it reads: its own and its type's. Empty for what is technical. */
  readonly items: readonly ItemId[]
  /** Why it stays closed whoever is asked about. */
  readonly stop: Stop | null
  /** For payload leaves the path in the data standard, `person.documentNumber`. */
  readonly path: string | null
  readonly masked: boolean
  /** Fields by possible object type; `null` for a leaf. */
  readonly below: Below | null
}

export type Below = ReadonlyMap<string, readonly AskedField[]>
