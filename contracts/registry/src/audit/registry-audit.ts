/** What the registry's own log holds: acts of administration, and refusals at the token endpoint (audit.md §1). */
import type { AuditReceipt, CheckpointEntry } from '@xinqiao/audit-log'
import type { WitnessRule } from '@xinqiao/contracts'
import type { RegistryError } from '../errors.ts'
import type { ErasureBook } from './erasure-book.ts'

/** One act on agencies, schemas, catalog, contracts, clients' keys or bundles. */
export interface ActEntry {
  readonly act: string
  readonly object: string
  /** Key id of the operator, `registry` for its own acts, the client for revocations. */
  readonly by: string
  /** Digests of what was before and after, hex. */
  readonly before: string
  readonly after: string
  /** Number of the bundle that carries it; `null` where none was made. */
  readonly bundle: number | null
  /** Article that the act rests on, where it is asked for; never free words. */
  readonly reason?: string
  /** Set where the entry was written and the act then failed. */
  readonly failed?: string
}

/** A refusal at the token endpoint. Holds no subject and no assertion. */
export interface TokenEntry {
  readonly client: string | null
  readonly consumer: string | null
  readonly contract: string | null
  readonly channel: string | null
  readonly purpose: string | null
  readonly code: string
  readonly article: string
  readonly status: number
}

/** A look into the log by an auditor, or one refused: a read of its leaves, a search (audit.md §1). Holds no subject. */
export interface LookEntry {
  readonly act: string
  /** What was looked at: an address of the log, or `index` for a search. */
  readonly object: string
  /** Key id of the auditor, or of whoever was refused. */
  readonly by: string
  readonly code: string | null
  readonly status: number
  /** What was searched by, and how many entries were told. */
  readonly asked?: Readonly<Record<string, string>>
  readonly rows?: number
}

/** The registry's log: each call resolves when the entry is on disk, and rejects when it could not be written. */
export interface RegistryAudit {
  /** Payloads and months that are gone for good, as this log says; each act is in it once its entry is on disk. */
  readonly erasures: ErasureBook
  act(entry: ActEntry): Promise<AuditReceipt>
  /**
   * Acts on the registry's store after an entry, oldest first; all there are where `mark` is `null`. Gives `null` where this log
   * does not hold that entry. Acts on keys and on the audit store are none of them.
   */
  storeActsAfter(mark: AuditReceipt | null): readonly ActEntry[] | null
  refusedToken(entry: TokenEntry): Promise<void>
  /** Gives the receipt, `origin/index`. */
  looked(entry: LookEntry): Promise<string>
  /** A call that gets no entry of its own: counted by its code in the next `system` entry. */
  turnedAway(code: RegistryError['code']): void
  /** Another node's checkpoint, in the role `provincial`. */
  checkpoint(entry: CheckpointEntry): Promise<void>
  /** Who signs this log's checkpoints from now on; the same again changes nothing. */
  follow(witnesses: WitnessRule): void
  /** Whether the last append held. */
  writable(): boolean
  close(): Promise<void>
}
