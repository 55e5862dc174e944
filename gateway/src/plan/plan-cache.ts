/**
 * Plans by the text of the cut operation and the supergraph, bounded by weight; plans in flight are shared. Two shelves:
 * what was asked once, and what was asked again. Documents that never repeat push out each other only, so one contract's
 * stream of new documents costs no other contract its plans.
 */
import { createHash } from 'node:crypto'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { CompiledPlan } from './compile-plan.ts'
import { bytesPerFetchedChar, bytesPerPlan, planCacheBytes, planCacheOnceShare } from './planner-limits.ts'
import type { PlanOutcome } from './planner-port.ts'

export type CompiledOutcome =
  | { readonly kind: 'compiled'; readonly plan: CompiledPlan }
  | { readonly kind: Exclude<PlanOutcome['kind'], 'plan'> | 'too_large' }

export interface PlanCache<T = CompiledOutcome> {
  /** What was made before for this operation; what `make` makes may depend on operation and supergraph alone. */
  take(running: RunningBundle, operation: string, make: () => Promise<T>): Promise<T>
}

export interface PlanCacheOptions<T> {
  /** Bytes that an outcome takes; `null` for one that is not kept (a refusal). */
  readonly weigh: (outcome: T) => number | null
  readonly bytesMax?: number
}

/** Weighs what the room keeps of a plan. */
export function compiledBytes(outcome: CompiledOutcome): number | null {
  if (outcome.kind !== 'compiled') return null
  return outcome.plan.fetches.reduce((sum, { text }) => sum + text.length * bytesPerFetchedChar, bytesPerPlan)
}

/** An empty cache. */
export function planCache<T>({ weigh, bytesMax = planCacheBytes }: PlanCacheOptions<T>): PlanCache<T> {
  // What was compiled holds the types of its schema: it goes when the last bundle with that schema goes.
  const bySchema = new WeakMap<object, Cabinet<T>>()
  return {
    async take(running, operation, make) {
      const cabinet = bySchema.get(running.apiSchema) ?? new Cabinet<T>(bytesMax)
      bySchema.set(running.apiSchema, cabinet)
      const key = createHash('sha256').update(operation).digest('base64url')
      const kept = cabinet.find(key)
      if (kept !== undefined) return kept
      const under = cabinet.underWay.get(key)
      if (under !== undefined) return under
      const made = make()
      cabinet.underWay.set(key, made)
      try {
        const outcome = await made
        const weight = weigh(outcome)
        if (weight !== null) cabinet.keep(key, outcome, weight)
        return outcome
      } finally {
        cabinet.underWay.delete(key)
      }
    },
  }
}

class Cabinet<T> {
  readonly underWay = new Map<string, Promise<T>>()
  readonly #once: Shelf<T>
  readonly #again: Shelf<T>

  constructor(weightMax: number) {
    this.#once = new Shelf(weightMax * planCacheOnceShare)
    this.#again = new Shelf(weightMax * (1 - planCacheOnceShare))
  }

  find(key: string): T | undefined {
    const kept = this.#once.remove(key) ?? this.#again.remove(key)
    if (kept !== undefined) this.#again.add(key, kept)
    return kept?.outcome
  }

  keep(key: string, outcome: T, weight: number): void {
    this.#once.add(key, { outcome, weight })
  }
}

interface Kept<T> {
  readonly outcome: T
  readonly weight: number
}

/** Least recently used goes first. */
class Shelf<T> {
  readonly #kept = new Map<string, Kept<T>>()
  readonly #weightMax: number
  #weight = 0

  constructor(weightMax: number) {
    this.#weightMax = weightMax
  }

  remove(key: string): Kept<T> | undefined {
    const kept = this.#kept.get(key)
    if (kept === undefined) return undefined
    this.#kept.delete(key)
    this.#weight -= kept.weight
    return kept
  }

  add(key: string, kept: Kept<T>): void {
    this.remove(key)
    this.#kept.set(key, kept)
    this.#weight += kept.weight
    for (const oldest of this.#kept.keys()) {
      if (this.#weight <= this.#weightMax) break
      this.remove(oldest)
    }
  }
}
