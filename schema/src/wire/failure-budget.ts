/**
 * How many failed authentications are still written down, for one address and for all together: a rate and a burst each, by
 * the monotonic clock (audit.md §1: a flood cannot fill the disk). Whoever proves itself takes nothing of it.
 */
import { addressRange } from './address-range.ts'
import {
  failureAddressesMax,
  failuresBurst,
  failuresOfAllBurst,
  failuresOfAllPerSecond,
  failuresPerSecond,
} from './limits.ts'

/** Figures of a budget; those of `limits.ts` where absent. */
export interface FailureBudgetOptions {
  readonly perSecond?: number
  readonly burst?: number
  readonly allPerSecond?: number
  readonly allBurst?: number
  readonly addressesMax?: number
  /** Whose failures count as one; `addressRange` where absent. Ids that are no addresses count each for itself. */
  readonly rangeOf?: (address: string) => string
  /** Monotonic milliseconds; tests move it. */
  readonly monotonicMs?: () => number
}

interface Rate {
  readonly perSecond: number
  readonly burst: number
}

interface Bucket {
  left: number
  filledMs: number
}

/** In memory, bounded. An address that is forgotten because there is no room begins anew; the budget of all bounds that. */
export class FailureBudget {
  readonly #each: Rate
  readonly #ofAll: Rate
  readonly #all: Bucket
  readonly #addressesMax: number
  readonly #rangeOf: (address: string) => string
  readonly #now: () => number
  /** In the order of their last failure. */
  readonly #byRange = new Map<string, Bucket>()

  constructor(options: FailureBudgetOptions = {}) {
    this.#each = { perSecond: options.perSecond ?? failuresPerSecond, burst: options.burst ?? failuresBurst }
    this.#ofAll = {
      perSecond: options.allPerSecond ?? failuresOfAllPerSecond,
      burst: options.allBurst ?? failuresOfAllBurst,
    }
    this.#addressesMax = options.addressesMax ?? failureAddressesMax
    this.#rangeOf = options.rangeOf ?? addressRange
    this.#now = options.monotonicMs ?? (() => performance.now())
    this.#all = { left: this.#ofAll.burst, filledMs: this.#now() }
  }

  /** Addresses remembered now. */
  get size(): number {
    return this.#byRange.size
  }

  /** Whether a failure of this address would not be written. Costs nothing while nobody failed lately. */
  isSpent(address: string): boolean {
    if (this.#byRange.size === 0 && this.#all.left >= 1) return false
    const nowMs = this.#now()
    if (leftIn(this.#all, this.#ofAll, nowMs) < 1) return true
    const own = this.#byRange.get(this.#rangeOf(address))
    return own !== undefined && leftIn(own, this.#each, nowMs) < 1
  }

  /** Takes one for a failure of this address; `false` where it must not be written, but counted. */
  take(address: string): boolean {
    const nowMs = this.#now()
    this.#forgetFull(nowMs)
    const range = this.#rangeOf(address)
    const own = this.#byRange.get(range) ?? { left: this.#each.burst, filledMs: nowMs }
    if (leftIn(own, this.#each, nowMs) < 1 || leftIn(this.#all, this.#ofAll, nowMs) < 1) return false
    spend(own, this.#each, nowMs)
    spend(this.#all, this.#ofAll, nowMs)
    this.#byRange.delete(range)
    if (this.#byRange.size >= this.#addressesMax) this.#forgetOldest()
    this.#byRange.set(range, own)
    return true
  }

  /** What has filled up again is as good as forgotten; the oldest come first. */
  #forgetFull(nowMs: number): void {
    for (const [range, bucket] of this.#byRange) {
      if (leftIn(bucket, this.#each, nowMs) < this.#each.burst) return
      this.#byRange.delete(range)
    }
  }

  #forgetOldest(): void {
    const [oldest] = this.#byRange.keys()
    if (oldest !== undefined) this.#byRange.delete(oldest)
  }
}

function leftIn({ left, filledMs }: Bucket, { perSecond, burst }: Rate, nowMs: number): number {
  return Math.min(burst, left + ((nowMs - filledMs) / 1000) * perSecond)
}

function spend(bucket: Bucket, rate: Rate, nowMs: number): void {
  bucket.left = leftIn(bucket, rate, nowMs) - 1
  bucket.filledMs = nowMs
}
