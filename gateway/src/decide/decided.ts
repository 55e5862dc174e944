/** What room 3 hands on: the operation as a judged tree, and for each root field the subjects its arguments name. */
import type { ItemId } from '@xinqiao/schema'
import type { GraphQLSchema } from 'graphql'
import type { CreditSubject } from '../authenticate/authenticated.ts'
import type { Contracted } from '../contract/contracted.ts'
import type { AskedField, Variables } from './asked-field.ts'
import type { OperationForm } from './operation-form.ts'
import type { Stop } from './stop.ts'

/** Standing under one argument value. */
export type Slot =
  | {
      readonly kind: 'subject'
      readonly subject: CreditSubject
      /** Items closed for this subject alone: its consents. */
      readonly stops: ReadonlyMap<ItemId, Stop>
    }
  | { readonly kind: 'record'; readonly record: string; readonly item: ItemId; readonly typename: string }
  | { readonly kind: 'stopped'; readonly stop: Stop }

export type DecidedRoot =
  /** `organization`, `organizations`, `naturalPerson`, `record`, `records`. */
  | { readonly kind: 'subjects'; readonly field: AskedField; readonly list: boolean; readonly slots: readonly Slot[] }
  /** Any other field of the root type: planned as it stands; `own`: the verified subject that asks about itself. */
  | { readonly kind: 'plain'; readonly field: AskedField; readonly own: CreditSubject | null }
  /** `__typename`, and introspection over the caller's own view. */
  | { readonly kind: 'meta'; readonly field: AskedField; readonly value: unknown }

export interface Decided extends Omit<Contracted, 'kind'> {
  readonly kind: 'decided'
  /** SHA-256 of the document, hex. */
  readonly operationHash: string
  readonly operationType: 'query' | 'mutation'
  readonly schema: GraphQLSchema
  /** What the document is under this contract and these conditions. */
  readonly form: OperationForm
  /** Coerced. */
  readonly variables: Variables
  readonly roots: readonly DecidedRoot[]
  /** Set while the credit office is away and its last standings are still honoured. */
  readonly standingsAsOf: string | null
}
