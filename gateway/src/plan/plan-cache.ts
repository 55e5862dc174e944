/** Compiled plans, keyed by the SHA-256 of the cut operation's text and the bundle; bounded. Plans in flight are shared. */
import { createHash } from 'node:crypto'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { CompiledPlan } from './compile-plan.ts'
import { plansMax } from './limits.ts'
import type { PlanOutcome } from './planner-port.ts'

export type CompiledOutcome =
  | { readonly kind: 'compiled'; readonly plan: CompiledPlan }
  | { readonly kind: Exclude<PlanOutcome['kind'], 'plan'> | 'too_large' }

export interface PlanCache {
  take(running: RunningBundle, operation: string, make: () => Promise<CompiledOutcome>): Promise<CompiledOutcome>
}

/** An empty cache; a plan that could not be made is not kept. */
export function planCache(): PlanCache {
  const plans = new Map<string, Promise<CompiledOutcome>>()
  return {
    async take(running, operation, make) {
      const key = createHash('sha256').update(running.digest).update('\n').update(operation).digest('base64url')
      const plan = plans.get(key) ?? make()
      plans.delete(key)
      plans.set(key, plan)
      const oldest = plans.size > plansMax ? plans.keys().next().value : undefined
      if (oldest !== undefined) plans.delete(oldest)
      const outcome = await plan
      if (outcome.kind !== 'compiled') plans.delete(key)
      return outcome
    },
  }
}
