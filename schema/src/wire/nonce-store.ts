/** Remembers nonces and `jti`s for their window, so that nothing signed is accepted twice (trust.md §3, "Replay"). */
import { nonceCapacity, nonceShareMax } from './limits.ts'

export type ReplayAnswer = 'fresh' | 'replayed' | 'full'

/** Port of the replay stores: in memory here, or a table that replicas share. */
export interface ReplayStore {
  /** Asks and remembers in one step; called only after the signature held. `until`: second after which the message has ended anyway. */
  remember(client: string, id: string, until: number, nowSeconds: number): ReplayAnswer | Promise<ReplayAnswer>
}

/** A client that something is remembered of; its number stands for it, so that an entry is short. */
interface Client {
  readonly name: string
  readonly number: number
  count: number
}

/** In memory, bounded, each client with a share of its own; full means that nothing more is accepted, never that something is forgotten early. */
export class NonceStore implements ReplayStore {
  readonly #capacity: number
  readonly #share: number
  readonly #seen = new Set<string>()
  readonly #clients = new Map<string, Client>()
  /** Keys, and whose they are, by the second in which they end. */
  readonly #ends = new Map<number, { readonly keys: string[]; readonly clients: Client[] }>()
  #sweptTo = Number.NEGATIVE_INFINITY
  #clientsEver = 0

  constructor(options: { readonly capacity?: number; readonly share?: number } = {}) {
    this.#capacity = options.capacity ?? nonceCapacity
    this.#share = options.share ?? Math.min(nonceShareMax, this.#capacity)
  }

  /** Entries held now. */
  get size(): number {
    return this.#seen.size
  }

  remember(name: string, id: string, until: number, nowSeconds: number): ReplayAnswer {
    this.#sweep(Math.floor(nowSeconds))
    const client = this.#clients.get(name) ?? { name, number: this.#clientsEver, count: 0 }
    const key = `${client.number}\n${id}`
    if (this.#seen.has(key)) return 'replayed'
    if (client.count >= this.#share || this.#seen.size >= this.#capacity) return 'full'
    this.#seen.add(key)
    if (client.count === 0) this.#enter(client)
    client.count += 1
    const end = Math.ceil(until)
    const bucket = this.#ends.get(end) ?? { keys: [], clients: [] }
    if (bucket.keys.length === 0) this.#ends.set(end, bucket)
    bucket.keys.push(key)
    bucket.clients.push(client)
    return 'fresh'
  }

  #enter(client: Client): void {
    this.#clientsEver += 1
    this.#clients.set(client.name, client)
  }

  #sweep(now: number): void {
    if (now <= this.#sweptTo) return
    this.#sweptTo = now
    for (const [end, { keys, clients }] of this.#ends) {
      if (end >= now) continue
      this.#ends.delete(end)
      for (const key of keys) this.#seen.delete(key)
      for (const client of clients) this.#leave(client)
    }
  }

  #leave(client: Client): void {
    client.count -= 1
    if (client.count === 0) this.#clients.delete(client.name)
  }
}
