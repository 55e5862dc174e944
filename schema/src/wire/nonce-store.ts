/** Remembers nonces and `jti`s for their window, so that nothing signed is accepted twice (trust.md §3, "Replay"). */
import { nonceCapacity, nonceShareMax } from './limits.ts'

export type ReplayAnswer = 'fresh' | 'replayed' | 'full'

/** Port of the replay stores: in memory here, or a table that replicas share. */
export interface ReplayStore {
  /** Asks and remembers in one step; called only after the signature held. `until`: second after which the message has ended anyway. */
  remember(client: string, id: string, until: number, nowSeconds: number): ReplayAnswer | Promise<ReplayAnswer>
}

/** In memory, bounded, each client with a share of its own; full means that nothing more is accepted, never that something is forgotten early. */
export class NonceStore implements ReplayStore {
  readonly #capacity: number
  readonly #share: number
  readonly #seen = new Set<string>()
  readonly #counts = new Map<string, number>()
  /** Keys by the second in which they end. */
  readonly #ends = new Map<number, { readonly client: string; readonly key: string }[]>()
  #sweptTo = Number.NEGATIVE_INFINITY

  constructor(options: { readonly capacity?: number; readonly share?: number } = {}) {
    this.#capacity = options.capacity ?? nonceCapacity
    this.#share = options.share ?? Math.min(nonceShareMax, this.#capacity)
  }

  /** Entries held now. */
  get size(): number {
    return this.#seen.size
  }

  remember(client: string, id: string, until: number, nowSeconds: number): ReplayAnswer {
    this.#sweep(Math.floor(nowSeconds))
    const key = `${client}\n${id}`
    if (this.#seen.has(key)) return 'replayed'
    const count = this.#counts.get(client) ?? 0
    if (count >= this.#share || this.#seen.size >= this.#capacity) return 'full'
    this.#seen.add(key)
    this.#counts.set(client, count + 1)
    const end = Math.ceil(until)
    const bucket = this.#ends.get(end)
    if (bucket === undefined) this.#ends.set(end, [{ client, key }])
    else bucket.push({ client, key })
    return 'fresh'
  }

  #sweep(now: number): void {
    if (now <= this.#sweptTo) return
    this.#sweptTo = now
    for (const [end, entries] of this.#ends) {
      if (end >= now) continue
      this.#ends.delete(end)
      for (const { client, key } of entries) this.#forget(client, key)
    }
  }

  #forget(client: string, key: string): void {
    this.#seen.delete(key)
    const left = (this.#counts.get(client) ?? 1) - 1
    if (left === 0) this.#counts.delete(client)
    else this.#counts.set(client, left)
  }
}
