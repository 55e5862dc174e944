/** All origins of one log: the one that is written, and those before it whose entries are not all built and stored yet. */
import { setTimeout as pause } from 'node:timers/promises'
import type { CheckpointSigner, DurableSize, WitnessPolicy } from '@xinqiao/audit-log'
import { closeStoringMs, retryMs } from '../limits.ts'
import { openAuditWriter } from '../store/audit-writer.ts'
import { BackOff } from './back-off.ts'
import { codeOf } from './error-code.ts'
import type { KeepOrigin } from './keep-origin.ts'
import type { FromKeeper, Settings } from './messages.ts'
import { onceReady } from './once-ready.ts'
import { type OriginRooms, openOrigin, policyOf } from './open-origin.ts'

/** Newest synced size of an origin, and what keeps it; `null` where it may not be kept any more, or the keeper ends. */
interface Kept {
  size: number
  readonly keeping: Promise<KeepOrigin | null>
}

export class OriginFolders {
  readonly #rooms: OriginRooms
  readonly #ended = new AbortController()
  readonly #origins = new Map<string, Kept>()
  #policy: WitnessPolicy
  /** Aborted when another policy comes: whoever waits for witnesses asks the new ones. */
  #changed = new AbortController()
  #current = ''

  constructor(
    { database, witnesses }: Settings,
    signerFor: (origin: string) => Promise<CheckpointSigner>,
    tell: (message: FromKeeper) => void,
  ) {
    this.#policy = policyOf(witnesses)
    this.#rooms = {
      signerFor,
      policy: () => this.#policy,
      writer: database === null ? null : openAuditWriter(database.databaseUrl),
      ready: onceReady(database),
      tell,
    }
  }

  /** Takes another policy: an origin that is kept in its next round, one that still waits for its witnesses at once. */
  follow(witnesses: unknown): void {
    this.#policy = policyOf(witnesses)
    this.#changed.abort()
    this.#changed = new AbortController()
    for (const { keeping } of this.#origins.values()) void keeping.then((one) => one?.follow(this.#policy))
  }

  /** The writer has synced this many entries. The first word of an origin ends the one before it. */
  durable(durable: DurableSize): void {
    const { origin, size } = durable
    const known = this.#origins.get(origin) ?? { size, keeping: this.#opened(durable) }
    this.#origins.set(origin, known)
    known.size = Math.max(known.size, size)
    void known.keeping.then((keeping) => keeping?.durable(known.size))
    if (this.#current !== origin) this.#finish(this.#current)
    this.#current = origin
  }

  /** Brings every origin to its end, as far as database, witnesses and time let. */
  async close(): Promise<void> {
    const late = setTimeout(() => this.#ended.abort(), closeStoringMs)
    await Promise.all([...this.#origins.values()].map(async ({ keeping }) => (await keeping)?.close()))
    clearTimeout(late)
    await this.#rooms.writer?.close()
  }

  async #opened({ origin, directory }: DurableSize): Promise<KeepOrigin | null> {
    const backOff = new BackOff(retryMs)
    let hasFailed = false
    while (!this.#ended.signal.aborted) {
      const changed = this.#changed.signal
      try {
        return await openOrigin(origin, directory, this.#rooms, AbortSignal.any([this.#ended.signal, changed]))
      } catch (error) {
        if (this.#ended.signal.aborted) break
        if (changed.aborted) continue
        const event = { kind: 'build-failed', origin, code: codeOf(error) } as const
        if (!hasFailed) this.#rooms.tell({ kind: 'event', event })
        hasFailed = true
        await pause(backOff.failed(), undefined, { signal: this.#ended.signal }).catch(() => undefined)
      }
    }
    return null
  }

  /** Nothing is added to it any more: when all of it is built and stored, it is left alone. */
  #finish(origin: string): void {
    const known = this.#origins.get(origin)
    void known?.keeping.then(async (one) => {
      await one?.level()
      this.#origins.delete(origin)
      await one?.close()
    })
  }
}
