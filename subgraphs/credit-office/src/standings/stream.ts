/** Waiting for the next standing: a load wakes every waiting gateway at once, so a restoration acts within a second. */
import { standingWaitersMax, standingWaitSecondsMax } from '../limits.ts'

export interface StandingsBell {
  /** Resolves at the next ring, after the time given, or when the caller goes away. */
  wait(seconds: number, gone: AbortSignal): Promise<void>
  ring(): void
}

/** Makes the bell. Above the bound a caller does not wait: it gets an empty page and comes again. */
export function standingsBell(): StandingsBell {
  const waiting = new Set<() => void>()
  return {
    wait: (seconds, gone) => {
      if (waiting.size >= standingWaitersMax || gone.aborted) return Promise.resolve()
      return new Promise((resolve) => {
        const done = (): void => {
          waiting.delete(done)
          clearTimeout(timer)
          gone.removeEventListener('abort', done)
          resolve()
        }
        const timer = setTimeout(done, Math.min(Math.max(seconds, 0), standingWaitSecondsMax) * 1000)
        gone.addEventListener('abort', done)
        waiting.add(done)
      })
    },
    ring: () => {
      for (const done of waiting) done()
    },
  }
}
