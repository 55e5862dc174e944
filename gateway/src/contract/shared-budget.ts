/** The one budget of all anonymous callers: a rate and a burst (trust.md §8, row 2), so that nobody in particular holds the door. */
import { anonymousBurst, anonymousPerSecond } from '../limits.ts'

export interface SharedBudget {
  /** Takes one; `false` when nothing is left at this moment. */
  take(): boolean
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
    take: () => {
      const nowMs = monotonicMs()
      left = Math.min(burst, left + ((nowMs - filledMs) / 1000) * perSecond)
      filledMs = nowMs
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}
