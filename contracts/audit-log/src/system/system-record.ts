/**
 * What the log says of its process while it runs (audit.md §1): what the process tells it, as a bundle taken, and a tick where
 * nothing else was written for half a minute; each with the calls turned away since the last such entry. Start, stop, gaps
 * and steps of the clock the log writes itself.
 */
import type { AuditEntry } from '../leaf/audit-entry.ts'
import type { Json } from '../leaf/canonical-json.ts'
import { idleTickMs, systemLookMs } from '../limits.ts'
import type { AuditLog } from '../write/audit-log.ts'

/** Counts of calls that got no entry of their own, by code. */
export interface TurnedAway {
  readonly isEmpty: boolean
  take(): Readonly<Record<string, number>>
  giveBack(counts: Readonly<Record<string, number>>): void
}

export interface SystemRecordParts {
  readonly log: Pick<AuditLog, 'append' | 'size'>
  /** Absent where nothing is turned away without an entry. */
  readonly away?: TurnedAway
  /** Hears of each entry that could not be written. */
  readonly onFailure: (error: unknown) => void
  /** Monotonic milliseconds; the process's own when absent. */
  readonly monotonicMs?: () => number
}

/** A `system` entry without what all of them have. */
export type SystemNote = { readonly act: string } & Readonly<Record<string, Json>>

export interface SystemRecord {
  /** Written now or, where the log takes nothing, with the next that it takes; the newest note alone waits. */
  note(fields: SystemNote): void
  /** Looks whether something is due; called by its own timer. */
  look(): Promise<void>
  /** Writes what is still counted; the log's own last entry follows when it is closed. */
  stop(): Promise<void>
}

/** Starts; `stop` ends it. */
export function keepSystemRecord(parts: SystemRecordParts): SystemRecord {
  return new Keeping(parts)
}

class Keeping implements SystemRecord {
  readonly #parts: SystemRecordParts
  readonly #now: () => number
  readonly #timer: NodeJS.Timeout
  #waiting: SystemNote | null = null
  #writing: Promise<void> | null = null
  #size: number
  /** When the log grew last, and when an entry of ours was the reason. */
  #grewMs: number
  #wroteMs: number

  constructor(parts: SystemRecordParts) {
    this.#parts = parts
    this.#now = parts.monotonicMs ?? (() => performance.now())
    this.#size = parts.log.size
    this.#grewMs = this.#now()
    this.#wroteMs = this.#grewMs
    this.#timer = setInterval(() => void this.look(), systemLookMs).unref()
  }

  note(fields: SystemNote): void {
    this.#waiting = fields
    void this.look()
  }

  async look(): Promise<void> {
    const nowMs = this.#now()
    if (this.#parts.log.size !== this.#size) {
      this.#size = this.#parts.log.size
      this.#grewMs = nowMs
    }
    if (this.#writing !== null) return this.#writing
    const isDue = nowMs - this.#grewMs >= idleTickMs || (this.#hasCounts() && nowMs - this.#wroteMs >= idleTickMs)
    const note = this.#waiting ?? (isDue ? { act: 'tick' } : null)
    if (note === null) return
    this.#writing = this.#write(note)
    await this.#writing
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#writing
    if (this.#hasCounts()) await this.#write({ act: 'tick' })
  }

  #hasCounts(): boolean {
    return this.#parts.away?.isEmpty === false
  }

  /** Counts that were not written come with the next. */
  async #write(note: SystemNote): Promise<void> {
    const { log, away, onFailure } = this.#parts
    const turnedAway = away?.take()
    const entry: AuditEntry = {
      ...note,
      at: Date.now(),
      kind: 'system',
      ...(turnedAway === undefined ? {} : { turnedAway }),
      v: 1,
    }
    try {
      await log.append(entry)
      this.#wroteMs = this.#now()
      if (this.#waiting === note) this.#waiting = null
    } catch (error) {
      if (turnedAway !== undefined) away?.giveBack(turnedAway)
      onFailure(error)
    } finally {
      this.#writing = null
    }
  }
}
