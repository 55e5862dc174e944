/** The caller's operation as one graph: fragments resolved by possible type, conditions applied, names merged, each field judged. */
import type { ItemId } from '@xinqiao/schema'
import type { FieldNode, GraphQLOutputType } from 'graphql'
import type { Stop } from './stop.ts'

/** Coerced variables of one request. */
export type Variables = Readonly<Record<string, unknown>>

/** One field on one object type. Holds no value of any request: it is made once a document, contract and set of conditions. */
export interface AskedField {
  /** The caller's name for it in the answer. */
  readonly response: string
  /** The hub's name for it in the plan: callers' names never reach an agency. */
  readonly key: string
  readonly name: string
  /** Object type it stands on. */
  readonly typename: string
  /** `Type.field`. */
  readonly coordinate: string
  readonly type: GraphQLOutputType
  /** Coerced arguments, defaults included. @throws GraphQLError for one that is missing or not of its type */
  readonly args: (variables: Variables) => Readonly<Record<string, unknown>>
  /** Whether its arguments hang on variables, and so are checked with every request. */
  readonly isVariable: boolean
  readonly nodes: readonly FieldNode[]
  /** Items it reads: its own and its type's. Empty for what is technical. */
  readonly items: readonly ItemId[]
  /** No item of its own: a form of the hub's graph, known without asking where nothing below it is asked. */
  readonly isForm: boolean
  /** Why it stays closed whoever is asked about. Set once more by the room `plan`, where only a closed key leads to it. */
  stop: Stop | null
  /** For payload leaves the path in the data standard, `person.documentNumber`. */
  readonly path: string | null
  readonly masked: boolean
  /** Fields by possible object type; `null` for a leaf. Shared by all places that ask the same of the same types. */
  readonly below: Below | null
}

export type Below = ReadonlyMap<string, readonly AskedField[]>

/** Every distinct selection below, each once, however many places share it. */
export function allBelow(below: Below | null, seen: Set<Below> = new Set()): ReadonlySet<Below> {
  const waiting = below === null ? [] : [below]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    for (const fields of next.values()) for (const field of fields) if (field.below !== null) waiting.push(field.below)
  }
  return seen
}

/** Every distinct field of a selection and below it. */
export function* fieldsBelow(below: Below | null): Generator<AskedField> {
  for (const one of allBelow(below)) for (const fields of one.values()) yield* fields
}
