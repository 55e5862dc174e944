/** The planner as the room sees it: text in, plan out, within its budget, off the thread and out of the heap that answer. */
import type { QueryPlan } from '@apollo/query-planner'
import type { RunningBundle } from '../bundle/running-bundle.ts'

export type PlanOutcome =
  | {
      readonly kind: 'plan'
      readonly plan: QueryPlan
      /** Characters of the plan as text: what it weighs in a cache. */
      readonly size: number
    }
  /** Over the budget now, or known as such from before. */
  | { readonly kind: 'timeout' }
  /** More operations wait than the planner can serve. */
  | { readonly kind: 'overloaded' }
  /** Its plan is larger than any lawful operation's. */
  | { readonly kind: 'too_large' }
  /** The planner finds no way: the supergraph does not hold what the operation asks. */
  | { readonly kind: 'impossible' }

export interface Planner {
  /** Makes a process ready for a supergraph ahead of the first bundle with it; `false` when it does not load. */
  warm(supergraph: string): Promise<boolean>
  /** From now on this bundle's supergraph is kept ready; a former one ends when no request can hold it any more. */
  run(running: RunningBundle): void
  plan(running: RunningBundle, operation: string): Promise<PlanOutcome>
  close(): Promise<void>
}
