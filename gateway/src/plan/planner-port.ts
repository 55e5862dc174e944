/** The planner as the room sees it: text in, plan out, within its budget, off the thread that answers. */
import type { QueryPlan } from '@apollo/query-planner'
import type { RunningBundle } from '../bundle/running-bundle.ts'

export type PlanOutcome =
  | { readonly kind: 'plan'; readonly plan: QueryPlan }
  /** Over the budget now, or known as such from before. */
  | { readonly kind: 'timeout' }
  /** More operations wait than the planner can serve. */
  | { readonly kind: 'overloaded' }
  /** The planner finds no way: the supergraph does not hold what the operation asks. */
  | { readonly kind: 'impossible' }

export interface Planner {
  /** Reads a new bundle's supergraph ahead of its first operation. */
  prepare(running: RunningBundle): void
  plan(running: RunningBundle, operation: string): Promise<PlanOutcome>
  close(): Promise<void>
}
