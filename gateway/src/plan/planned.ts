/** What room 4 hands on: the cut operation's plan, the values it runs with, and which slot of which root it serves. */
import type { ItemId } from '@xinqiao/schema'
import type { CreditSubject } from '../authenticate/authenticated.ts'
import type { Decided } from '../decide/decided.ts'
import type { Stop } from '../decide/stop.ts'
import type { CompiledPlan } from './compile-plan.ts'

/** Subjects of one root field with equal rights: they share one cut selection. */
export interface Slice {
  /** Place in `Decided.roots`. */
  readonly root: number
  /** Response name in the planned operation. */
  readonly alias: string
  /** Places in the root's slots, in the order of the planned list. */
  readonly slots: readonly number[]
  readonly subjects: readonly CreditSubject[]
  /** What the agencies are asked by: codes, tokens of persons, ids of records. */
  readonly keys: readonly string[]
  /** Items closed for these subjects alone. */
  readonly stops: ReadonlyMap<ItemId, Stop>
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
