/** Leaves an agency alone after failures in a row, tries it now and then, and takes it back after good probes (faults.md rows 1, 6). */
import { failuresToOpen, probeEveryMaxMs, probeEveryMs, probesToClose } from './limits.ts'

/**
 * One agency's breaker. Closed: all pass. Open: one request each interval passes as a probe; a bad probe doubles the
 * interval, two good ones in a row close.
 */
export class Breaker {
  #failures = 0
  #goodProbes = 0
  #intervalMs = probeEveryMs
  #nextProbeMs = 0
  #isOpen = false
  /** A probe is under way: what else comes back was asked before it opened, and says nothing new. */
  #isProbing = false

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Whether a request may go out now; monotonic milliseconds. */
  admit(nowMs: number): boolean {
    if (!this.#isOpen) return true
    if (nowMs < this.#nextProbeMs) return false
    this.#nextProbeMs = nowMs + this.#intervalMs
    this.#isProbing = true
    return true
  }

  /** Leaves the agency alone at once, as after failures in a row: it sent what was not its own. */
  distrust(nowMs: number): void {
    this.#failures = failuresToOpen
    this.failed(nowMs)
  }

  succeeded(): void {
    this.#failures = 0
    if (!this.#isProbing) return
    this.#isProbing = false
    this.#goodProbes += 1
    if (this.#goodProbes < probesToClose) return
    this.#isOpen = false
    this.#goodProbes = 0
    this.#intervalMs = probeEveryMs
  }

  failed(nowMs: number): void {
    this.#failures += 1
    if (this.#isOpen && !this.#isProbing) return
    if (this.#isOpen) this.#intervalMs = Math.min(this.#intervalMs * 2, probeEveryMaxMs)
    else if (this.#failures < failuresToOpen) return
    this.#isOpen = true
    this.#isProbing = false
    this.#goodProbes = 0
    this.#nextProbeMs = nowMs + this.#intervalMs
  }
}
