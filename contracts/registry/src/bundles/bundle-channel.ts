/** Where gateways wait for the next bundle: each waiter is woken at once when one is made. */
import { pollWaitersMax } from '../limits.ts'
import type { SignedBundle } from './signed-bundle.ts'

type Waiter = (bundle: SignedBundle | null) => void

/** Holds the newest bundle and those who wait for a newer one. */
export class BundleChannel {
  #newest: SignedBundle | null
  readonly #waiters = new Set<Waiter>()
  #closed = false

  constructor(newest: SignedBundle | null) {
    this.#newest = newest
  }

  get newest(): SignedBundle | null {
    return this.#newest
  }

  /** Takes a newer bundle and wakes everybody. An older number changes nothing. */
  publish(bundle: SignedBundle): void {
    if (this.#newest !== null && bundle.number <= this.#newest.number) return
    this.#newest = bundle
    this.#wake(bundle)
  }

  /** The newest bundle after `number`; waits for one, `null` when the time is over, the caller gone or the channel closed. */
  after(number: number, waitMs: number, gone: AbortSignal): Promise<SignedBundle | null> {
    if (this.#newest !== null && this.#newest.number > number) return Promise.resolve(this.#newest)
    if (waitMs === 0 || this.#closed || gone.aborted || this.#waiters.size >= pollWaitersMax)
      return Promise.resolve(null)
    return new Promise((resolve) => {
      const done: Waiter = (bundle) => {
        clearTimeout(timer)
        gone.removeEventListener('abort', leave)
        this.#waiters.delete(done)
        resolve(bundle)
      }
      const leave = (): void => done(null)
      const timer = setTimeout(leave, waitMs)
      gone.addEventListener('abort', leave, { once: true })
      this.#waiters.add(done)
    })
  }

  /** Lets everybody go who waits, for a process that drains. */
  close(): void {
    this.#closed = true
    this.#wake(null)
  }

  #wake(bundle: SignedBundle | null): void {
    const waiting = Array.from(this.#waiters)
    for (const waiter of waiting) waiter(bundle)
  }
}
