/** Tells the admission how long the turns of the answering thread take, and the log how many were turned away. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { GatewayEvents } from '../events.ts'
import { loadEveryMs, loadResolutionMs } from '../limits.ts'
import type { Admission } from './admission.ts'

const nsPerMs = 1e6
/** One line a second at most. */
const looksALine = Math.ceil(1_000 / loadEveryMs)

/** Starts; returns what ends it. */
export function watchLoad(admission: Admission, events: Pick<GatewayEvents, 'overloaded'>): () => void {
  const delay = monitorEventLoopDelay({ resolution: loadResolutionMs })
  delay.enable()
  let looks = 0
  const look = (): void => {
    // Nothing was seen at all: the thread was away for longer than this timer.
    const ms = delay.count === 0 ? loadEveryMs : delay.mean / nsPerMs - loadResolutionMs
    admission.turned(ms)
    delay.reset()
    looks += 1
    if (looks % looksALine !== 0) return
    const count = admission.takeTurnedAway()
    if (count > 0) events.overloaded(count, admission.bound)
  }
  const timer = setInterval(look, loadEveryMs).unref()
  return () => {
    clearInterval(timer)
    delay.disable()
  }
}
