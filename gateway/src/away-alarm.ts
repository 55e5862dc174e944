/**
 * When a part that does not answer is an alarm: at once where it has answered before, and after a grace where it has not,
 * since parts that are started together are not up at the same moment.
 */
import { GatewayError } from './errors.ts'
import { nameOf } from './events.ts'
import { startGraceMs } from './limits.ts'

export interface AwayAlarmOptions {
  /** Told once, at the first failure that counts. */
  readonly away: (code: string) => void
  /** Told when it answers after that. */
  readonly back: () => void
  /** Milliseconds from now in which a part that never answered is no alarm. */
  readonly graceMs?: number | undefined
  /** Monotonic milliseconds; tests move it. */
  readonly monotonicMs?: (() => number) | undefined
}

/** One watched part. */
export class AwayAlarm {
  readonly #options: AwayAlarmOptions
  readonly #now: () => number
  readonly #quietUntilMs: number
  #hasAnswered = false
  #isTold = false

  constructor(options: AwayAlarmOptions) {
    this.#options = options
    this.#now = options.monotonicMs ?? (() => performance.now())
    this.#quietUntilMs = this.#now() + (options.graceMs ?? startGraceMs)
  }

  /** A question failed. */
  failed(error: unknown): void {
    if (this.#isTold || (!this.#hasAnswered && this.#now() < this.#quietUntilMs)) return
    this.#isTold = true
    this.#options.away(error instanceof GatewayError ? error.code : nameOf(error))
  }

  /** A question was answered. */
  answered(): void {
    this.#hasAnswered = true
    if (this.#isTold) this.#options.back()
    this.#isTold = false
  }
}
