import type { AuditEntry, AuditReceipt } from '../leaf/audit-entry.ts'
import type { DurableSize } from './open-origin.ts'

/** What the builder has of an origin. `built`: entries under a synced checkpoint; `stored`: entries whose payloads are committed elsewhere. */
export interface KeptSize {
  readonly origin: string
  readonly built: number
  readonly stored: number
}

/** The open log of one process. */
export interface AuditLog {
  /** `<hub>/audit/<node>/<year>`; another one from the turn of the year on. */
  readonly origin: string
  /** Whether entries are taken now; `/ready` says no while it is false. */
  readonly writable: boolean
  /** Entries of this origin that are durable. */
  readonly size: number
  /** Since the last entry became durable, in milliseconds. */
  readonly durableAgeMs: number
  /**
   * Resolves when the entry, and the sealed payload beside it, are durable: they survive kill and power loss.
   * Entries whose fields stand in canonical order (RFC 8785) cost least.
   * @throws AuditUnavailable when they are not; AuditLogError `AUDIT_ENTRY_INVALID`
   */
  append(entry: AuditEntry, sealed?: Uint8Array): Promise<AuditReceipt>
  /** Origins that the builder may still have to build, oldest first, this one last. */
  durable(): readonly DurableSize[]
  /** Lets segments of the WAL go that are kept elsewhere. */
  kept(size: KeptSize): void
  /**
   * Closes this origin, since its folder was rolled back behind what a witness signed, and goes on under a new one.
   * @throws AuditUnavailable where that could not be written; entries then go on under this one, and it is to be asked for again
   */
  closeOrigin(reason: string): Promise<void>
  /** Writes what waits, then gives the log up. */
  close(): Promise<void>
}
