/** The one budget of all anonymous callers: a rate and a burst (trust.md §8, row 2), so that nobody in particular holds the door. */
import { anonymousBurst, anonymousPerSecond, anonymousUnitBytes, anonymousUnitsMax } from '../limits.ts'

export interface SharedBudget {
  /** Takes one, or as many as the request weighs; `false` when so much is not left at this moment. */
  take(units?: number): boolean
}

/** Fills at its rate up to its burst, by the monotonic clock. */
export function sharedBudget(
  perSecond: number = anonymousPerSecond,
  burst: number = anonymousBurst,
  monotonicMs: () => number = () => performance.now(),
): SharedBudget {
  let left = burst
  let filledMs = monotonicMs()
  return {
    take: (units = 1) => {
      const nowMs = monotonicMs()
      left = Math.min(burst, left + ((nowMs - filledMs) / 1000) * perSecond)
      filledMs = nowMs
      if (left < units) return false
      left -= units
      return true
    },
  }
}

/** What an operation weighs in the budget: its bytes, since they are what has to be read before anything is known of it. */
export function unitsOf(query: string | null): number {
  const bytes = query === null ? 0 : Buffer.byteLength(query)
  return Math.min(anonymousUnitsMax, Math.max(1, Math.ceil(bytes / anonymousUnitBytes)))
}
