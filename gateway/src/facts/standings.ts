/**
 * Standings in memory (design.md §2.3; faults.md row 9).
 *
 * Phases: a *snapshot* brings the row in force of every record and the number it was read at; from there the *tail* is
 * asked for by number, each question waiting at the office until there is something new, so that a restoration is here
 * at once. A gap, a number that does not follow, or another epoch means that rows were missed: back to the snapshot.
 * While the office is away the last standings are honoured for five minutes of the monotonic clock, then they are stale.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { StandingRow } from '@xinqiao/schema'
import { AwayAlarm } from '../away-alarm.ts'
import type { GatewayEvents } from '../events.ts'
import {
  standingsAnswerMs,
  standingsFreshMs,
  standingsHonouredMs,
  standingsPauseMaxMs,
  standingsPauseMinMs,
  standingsWaitSeconds,
} from '../limits.ts'
import type { Office } from './ask-office.ts'
import type { StandingsAge } from './facts.ts'
import { follows, readStandingsPage, type StandingsPage } from './standing-rows.ts'

export interface StandingsOptions {
  readonly office: Office
  readonly events: GatewayEvents
  /** Monotonic milliseconds; tests move it. */
  readonly monotonicMs?: () => number
}

export interface Standings {
  standingOf(record: string): StandingRow | undefined
  age(): StandingsAge
  /** Resolves when the first snapshot is in memory. */
  readonly first: Promise<void>
  /** Ends a pause: a new bundle may name the office, or another address of it. */
  wake(): void
  stop(): Promise<void>
}

/** Starts to follow the office. */
export function followStandings(options: StandingsOptions): Standings {
  const follower = new Follower(options)
  follower.run()
  return follower
}

/** How old standings are that were last confirmed at this monotonic time. */
export function ageOf(
  confirmed: { readonly ms: number; readonly at: string } | null,
  isAway: boolean,
  nowMs: number,
): StandingsAge {
  if (confirmed === null) return { kind: 'stale', asOf: null }
  const ageMs = nowMs - confirmed.ms
  if (ageMs > standingsHonouredMs) return { kind: 'stale', asOf: confirmed.at }
  return isAway || ageMs > standingsFreshMs ? { kind: 'aging', asOf: confirmed.at } : { kind: 'fresh' }
}

class Follower implements Standings {
  readonly first: Promise<void>
  readonly #office: Office
  readonly #events: GatewayEvents
  readonly #alarm: AwayAlarm
  readonly #monotonicMs: () => number
  readonly #stopping = new AbortController()
  #rows = new Map<string, StandingRow>()
  #position: { readonly epoch: string; readonly next: number } | null = null
  #confirmed: { readonly ms: number; readonly at: string } | null = null
  #isAway = false
  #arrived: () => void = () => {}
  #wakeUp = new AbortController()
  #loop: Promise<void> = Promise.resolve()

  constructor({ office, events, monotonicMs = () => performance.now() }: StandingsOptions) {
    this.#office = office
    this.#events = events
    this.#alarm = new AwayAlarm({
      away: (code) => events.officeAway(code),
      back: () => events.officeBack(),
      monotonicMs,
    })
    this.#monotonicMs = monotonicMs
    this.first = new Promise((resolve) => {
      this.#arrived = resolve
    })
  }

  standingOf(record: string): StandingRow | undefined {
    return this.#rows.get(record)
  }

  age(): StandingsAge {
    return ageOf(this.#confirmed, this.#isAway, this.#monotonicMs())
  }

  wake(): void {
    this.#wakeUp.abort()
  }

  run(): void {
    this.#loop = this.#follow()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#loop
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stopping
    let pauseMs = standingsPauseMinMs
    while (!signal.aborted) {
      try {
        await (this.#position === null ? this.#takeSnapshot() : this.#takeTail(this.#position))
        this.#back()
        pauseMs = standingsPauseMinMs
      } catch (error) {
        if (signal.aborted) return
        this.#away(error)
        await this.#pause(pauseMs)
        pauseMs = Math.min(pauseMs * 2, standingsPauseMaxMs)
      }
    }
  }

  async #pause(ms: number): Promise<void> {
    this.#wakeUp = new AbortController()
    const signal = AbortSignal.any([this.#stopping.signal, this.#wakeUp.signal])
    await pause(ms, undefined, { signal }).catch(() => {})
  }

  async #takeSnapshot(): Promise<void> {
    const askedMs = this.#monotonicMs()
    const page = await this.#ask('/facts/standings/snapshot', standingsAnswerMs * 2)
    this.#rows = new Map(page.rows.map((row) => [row.record, row]))
    this.#position = { epoch: page.epoch, next: page.next }
    this.#confirm(askedMs)
    this.#events.standingsSnapshot(page.rows.length)
    this.#arrived()
  }

  async #takeTail({ epoch, next }: { readonly epoch: string; readonly next: number }): Promise<void> {
    const wait = this.#isAway ? 0 : standingsWaitSeconds
    const timeoutMs = wait * 1000 + standingsAnswerMs
    const page = await this.#ask(`/facts/standings?after=${next}&wait=${wait}`, timeoutMs)
    if (page.epoch !== epoch || !follows(page, next)) {
      this.#position = null
      return
    }
    for (const row of page.rows) this.#rows.set(row.record, row)
    this.#position = { epoch, next: page.next }
    // The office answers a waiting question when it has looked again: what it says is of this moment.
    this.#confirm(this.#monotonicMs())
  }

  async #ask(path: string, timeoutMs: number): Promise<StandingsPage> {
    const question = { method: 'GET', path, requestId: 'standings', timeoutMs, signal: this.#stopping.signal } as const
    return readStandingsPage(await this.#office.ask(question))
  }

  #confirm(ms: number): void {
    this.#confirmed = { ms, at: new Date().toISOString() }
  }

  #away(error: unknown): void {
    this.#alarm.failed(error)
    this.#isAway = true
  }

  #back(): void {
    this.#alarm.answered()
    this.#isAway = false
  }
}
