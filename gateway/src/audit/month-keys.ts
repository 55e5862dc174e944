/**
 * The months' keys of this gateway: last, this and next month, taken from the hub's key store at the start, each day and
 * when one is missing; a sealed copy lets a start without the registry answer. Without a key for the month of an answer
 * there is no entry and no data (audit.md §2).
 */
import { setTimeout as pause } from 'node:timers/promises'
import { addLegalMonths, legalMonthOf, type MonthKeyPair } from '@xinqiao/schema'
import { AwayAlarm } from '../away-alarm.ts'
import type { GatewayEvents } from '../events.ts'
import { monthKeysEveryMs, monthKeysPauseMaxMs, monthKeysPauseMinMs } from '../limits.ts'
import { askKeyStore, type KeyStoreAsker } from './ask-key-store.ts'
import { KeyRing, type MonthKey, type Pseudonyms } from './pseudonyms.ts'
import { sealedCopy } from './sealed-copy.ts'

export interface MonthKeysOptions extends KeyStoreAsker {
  /** Where the sealed copy lies: never the folder of the log. */
  readonly ownKeysDir: string
  readonly events: GatewayEvents
  /** Machine time, UTC milliseconds. */
  readonly now?: () => number
  /** How long a key store that has not answered yet is no alarm, milliseconds; a start's when absent. */
  readonly graceMs?: number
}

/** The keys in use, and the watch for the next ones. */
export interface MonthKeys extends Pseudonyms {
  /** Resolves when this month's keys are there. */
  readonly first: Promise<void>
  /** Months held, oldest first. */
  readonly months: readonly string[]
  stop(): Promise<void>
}

/** Starts from the sealed copy where there is one, and asks the key store from then on. */
export async function takeMonthKeys(options: MonthKeysOptions): Promise<MonthKeys> {
  const keys = new TakenKeys(options)
  await keys.startFromDisk()
  keys.run()
  return keys
}

class TakenKeys implements MonthKeys {
  readonly first: Promise<void>
  readonly #options: MonthKeysOptions
  readonly #ring: KeyRing
  readonly #alarm: AwayAlarm
  readonly #stopping = new AbortController()
  #arrived: () => void = () => {}
  #wake: () => void = () => {}
  #answers = true
  #loop: Promise<void> = Promise.resolve()

  constructor(options: MonthKeysOptions) {
    this.#options = options
    const { events, graceMs } = options
    this.#alarm = new AwayAlarm({
      away: (code) => events.keyStoreAway(code),
      back: () => events.keyStoreBack(),
      graceMs,
    })
    this.#ring = new KeyRing([], () => this.#wake())
    this.first = new Promise((resolve) => {
      this.#arrived = resolve
    })
  }

  get months(): readonly string[] {
    return this.#ring.months
  }

  at(ms: number): MonthKey {
    return this.#ring.at(ms)
  }

  async startFromDisk(): Promise<void> {
    this.#take(await this.#copy().read())
  }

  run(): void {
    this.#loop = this.#watch()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    this.#wake()
    await this.#loop
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stopping
    let pauseMs = monthKeysPauseMinMs
    while (!signal.aborted) {
      await this.#ask(signal)
      const isServed = this.#answers && this.#hasThisMonth()
      await (isServed ? this.#rest(monthKeysEveryMs, true) : this.#rest(pauseMs, false))
      pauseMs = isServed ? monthKeysPauseMinMs : Math.min(pauseMs * 2, monthKeysPauseMaxMs)
    }
  }

  async #ask(signal: AbortSignal): Promise<void> {
    const { events } = this.#options
    try {
      const pairs = await askKeyStore(this.#options, signal)
      this.#alarm.answered()
      this.#answers = true
      for (const month of this.#take(pairs)) events.monthKeysChanged(month)
      // A disk that is full does not stop lawful answers; the next start may have to ask first.
      await this.#copy()
        .write(pairs)
        .catch((error: unknown) => events.failed('month-keys', error))
    } catch (error) {
      if (signal.aborted) return
      this.#alarm.failed(error)
      this.#answers = false
    }
  }

  /** Holds what a gateway may hold, whatever it was given. */
  #take(pairs: readonly MonthKeyPair[]): readonly string[] {
    const now = legalMonthOf(this.#now())
    const mine = [-1, 0, 1].map((count) => addLegalMonths(now, count))
    const changed = this.#ring.take(pairs.filter(({ month }) => mine.includes(month)))
    if (this.#hasThisMonth()) this.#arrived()
    return changed
  }

  #hasThisMonth(): boolean {
    return this.#ring.months.includes(legalMonthOf(this.#now()))
  }

  /** A pause that a stop ends, and a missing month too where it may. */
  async #rest(ms: number, untilMissed: boolean): Promise<void> {
    const woken = new AbortController()
    this.#wake = () => {
      if ((untilMissed && !this.#hasThisMonth()) || this.#stopping.signal.aborted) woken.abort()
    }
    if (this.#stopping.signal.aborted) return
    await pause(ms, undefined, { signal: woken.signal }).catch(() => {})
  }

  #copy(): ReturnType<typeof sealedCopy> {
    return sealedCopy(this.#options.ownKeysDir, this.#options.agreement)
  }

  #now(): number {
    return (this.#options.now ?? Date.now)()
  }
}
