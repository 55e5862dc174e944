/** Sees afterwards that the answering thread stood still, notes what was under way, and keeps the replica unready until it turns freely again (faults.md row 27). */
import type { DoorRequest } from './authenticate/authenticated.ts'
import { hashOf } from './decide/read-operation.ts'
import type { GatewayEvents } from './events.ts'
import { healthyAfterMs, notedOperationsMax, stoodStillMs, watchEveryMs } from './limits.ts'

export interface Watchdog {
  /** `false` from a stand-still until the thread has turned freely for a while. */
  readonly isHealthy: boolean
  /** A request is under way. */
  enter(request: DoorRequest): void
  leave(request: DoorRequest): void
  close(): void
}

/** Starts watching. A timer that is late tells of all that kept the thread: code, collection of garbage, a frozen machine. */
export function startWatchdog(events: Pick<GatewayEvents, 'stoodStill'>): Watchdog {
  const underWay = new Set<DoorRequest>()
  let expectedAt = performance.now() + watchEveryMs
  let healthyFrom = 0
  const look = (): void => {
    const now = performance.now()
    const late = now - expectedAt
    expectedAt = now + watchEveryMs
    if (late >= stoodStillMs) events.stoodStill(Math.round(late), latest(underWay))
    // Half a stand-still is no alarm, but no health either.
    if (late >= stoodStillMs || (late >= stoodStillMs / 2 && now < healthyFrom)) healthyFrom = now + healthyAfterMs
  }
  const timer = setInterval(look, watchEveryMs).unref()
  return {
    get isHealthy() {
      // The timer may be late itself: whoever asks first after a stand-still is not told that all is well.
      const now = performance.now()
      return now >= healthyFrom && now - expectedAt < stoodStillMs
    },
    enter: (request) => void underWay.add(request),
    leave: (request) => void underWay.delete(request),
    close: () => clearInterval(timer),
  }
}

/** Hashes of the operations that came last: the one that holds the thread is most often the last that got it. */
function latest(underWay: ReadonlySet<DoorRequest>): readonly string[] {
  const last = [...underWay].slice(-notedOperationsMax).toReversed()
  return last.map(({ documentId, query }) => documentId ?? (query === null ? 'none' : `sha256:${hashOf(query)}`))
}
