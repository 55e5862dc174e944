/** Notices a wall clock that was set: it moves against the monotonic one. */
import { clockStepMs } from '../limits.ts'

export class ClockWatch {
  #offsetMs: number

  constructor(wallMs: number, monotonicMs: number) {
    this.#offsetMs = wallMs - monotonicMs
  }

  /** By how much the clock was set since it was last looked at, in milliseconds; 0 where it was not. */
  step(wallMs: number, monotonicMs: number): number {
    const offsetMs = wallMs - monotonicMs
    const stepMs = Math.round(offsetMs - this.#offsetMs)
    this.#offsetMs = offsetMs
    return Math.abs(stepMs) > clockStepMs ? stepMs : 0
  }
}
