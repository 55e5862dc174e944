/** What room 4 hands on: the cut operation under the hub's own names, its plan, and which slot of which root it serves. */
import type { ItemId } from '@xinqiao/schema'
import type { GraphQLOutputType } from 'graphql'
import type { CreditSubject } from '../authenticate/authenticated.ts'
import type { Decided } from '../decide/decided.ts'
import type { Stop } from '../decide/stop.ts'
import type { CompiledPlan } from './compile-plan.ts'

/** One field as it is asked of the agencies. */
export interface PlannedField {
  readonly key: string
  readonly name: string
  readonly typename: string
  readonly type: GraphQLOutputType
  readonly args: Readonly<Record<string, unknown>>
  readonly items: readonly ItemId[]
  /** Set on a connection of records: the rows the caller wants; the agency is asked for one more. */
  readonly page: { readonly first: number; readonly node: string } | null
  readonly below: PlannedBelow | null
}

export type PlannedFields = ReadonlyMap<string, PlannedField>
export type PlannedBelow = ReadonlyMap<string, PlannedFields>

/** Subjects of one root field with equal rights: they share one cut selection. */
export interface Slice {
  /** Place in `Decided.roots`. */
  readonly root: number
  /** Response name in the planned operation. */
  readonly alias: string
  /** Places in the root's slots, in the order of the planned list. */
  readonly slots: readonly number[]
  readonly subjects: readonly CreditSubject[]
  /** Items closed for these subjects alone. */
  readonly stops: ReadonlyMap<ItemId, Stop>
  readonly call: RootCall
}

/** A root field as it is planned. */
export interface RootCall {
  readonly alias: string
  readonly name: string
  readonly args: Readonly<Record<string, unknown>>
  readonly below: PlannedBelow | null
}

/** An operation of the hub's own making, values as variables only. */
export interface PlannedOperation {
  readonly variables: Readonly<Record<string, unknown>>
  readonly plan: CompiledPlan
}

export interface Planned extends Omit<Decided, 'kind'> {
  readonly kind: 'planned'
  readonly slices: readonly Slice[]
  /** `null` when everything was cut: no agency is asked. */
  readonly operation: PlannedOperation | null
}
