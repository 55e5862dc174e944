/**
 * What the log says of this process (audit.md §1): a bundle taken, and a tick where nothing else was written for half a
 * minute; each with the calls that the door turned away since the last such entry. Start, stop, gaps and steps of the clock
 * the log writes itself.
 */
import { type AuditEntry, type AuditLog, AuditLogError } from '@xinqiao/audit-log'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { type GatewayEvents, nameOf } from '../events.ts'
import { idleTickMs, systemLookMs } from '../limits.ts'

/** The door's counts, as they are taken for an entry. */
export interface TurnedAway {
  readonly isEmpty: boolean
  take(): Readonly<Record<string, number>>
  giveBack(counts: Readonly<Record<string, number>>): void
}

export interface SystemRecordParts {
  readonly log: Pick<AuditLog, 'append' | 'size'>
  readonly away: TurnedAway
  readonly events: Pick<GatewayEvents, 'auditUnavailable'>
  /** Monotonic milliseconds; the process's own when absent. */
  readonly monotonicMs?: () => number
}

export interface SystemRecord {
  /** A bundle runs; its entry is written now or, where the log takes none, with the next that it takes. */
  bundleTaken(running: Pick<RunningBundle, 'bundle' | 'digest'>): void
  /** Looks whether something is due; called by its own timer. */
  look(): void
  /** Writes what is still counted; the log's own last entry follows. */
  stop(): Promise<void>
}

/** Starts; `stop` ends it. */
export function keepSystemRecord(parts: SystemRecordParts): SystemRecord {
  const record = new Keeping(parts)
  return record
}

type SystemFields = Pick<AuditEntry, string>

class Keeping implements SystemRecord {
  readonly #parts: SystemRecordParts
  readonly #now: () => number
  readonly #timer: NodeJS.Timeout
  #bundle: SystemFields | null = null
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
    this.#timer = setInterval(() => this.look(), systemLookMs).unref()
  }

  bundleTaken({ bundle: { number }, digest }: Pick<RunningBundle, 'bundle' | 'digest'>): void {
    this.#bundle = { act: 'bundle', bundle: { digest, number } }
    this.look()
  }

  look(): void {
    const nowMs = this.#now()
    const { log, away } = this.#parts
    if (log.size !== this.#size) {
      this.#size = log.size
      this.#grewMs = nowMs
    }
    if (this.#writing !== null) return
    const isDue = nowMs - this.#grewMs >= idleTickMs || (!away.isEmpty && nowMs - this.#wroteMs >= idleTickMs)
    if (this.#bundle !== null) this.#write(this.#bundle, true)
    else if (isDue) this.#write({ act: 'tick' }, false)
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#writing
    if (!this.#parts.away.isEmpty) await this.#append({ act: 'tick' })
  }

  #write(fields: SystemFields, isBundle: boolean): void {
    this.#writing = this.#append(fields).then((isWritten) => {
      this.#writing = null
      if (isWritten && isBundle && this.#bundle === fields) this.#bundle = null
    })
  }

  /** Whether it is in the log; counts that are not come with the next. */
  async #append(fields: SystemFields): Promise<boolean> {
    const { log, away, events } = this.#parts
    const turnedAway = away.take()
    try {
      await log.append({ ...fields, at: Date.now(), kind: 'system', turnedAway, v: 1 } as AuditEntry)
      this.#wroteMs = this.#now()
      return true
    } catch (error) {
      away.giveBack(turnedAway)
      events.auditUnavailable(error instanceof AuditLogError ? error.code : nameOf(error))
      return false
    }
  }
}
