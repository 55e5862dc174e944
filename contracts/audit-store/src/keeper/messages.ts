/** What a writing process and its keeper tell each other, as structured clones. Settings come this way too: none stands in arguments or environment. */
import type { DurableSize, WitnessEvent, WitnessStanding } from '@xinqiao/audit-log'

/** Connection strings of the audit store. `migrationUrl`: the owner's, where this keeper brings the tables up to date. */
export interface AuditDatabase {
  readonly databaseUrl: string
  readonly migrationUrl?: string
}

/** How far an origin is: entries in the tree and under a checkpoint, payloads stored, size that enough witnesses signed. */
export interface KeptOrigin {
  readonly origin: string
  readonly built: number
  readonly stored: number
  readonly settled: number
}

/** What an operator should hear. Codes and numbers only. */
export type KeeperEvent =
  /** The keeper ended unasked; it is started again after this wait. */
  | { readonly kind: 'keeper-ended'; readonly waitMs: number }
  /** Tree, tiles or checkpoint could not be written; it is tried again. */
  | { readonly kind: 'build-failed'; readonly origin: string; readonly code: string }
  | { readonly kind: 'build-back'; readonly origin: string }
  /** The database is away: answers go on, segments of the log pile up. */
  | { readonly kind: 'store-away'; readonly origin: string; readonly code: string }
  | { readonly kind: 'store-back'; readonly origin: string }
  /** The log's files do not hold these payloads any more, and neither does the database: opened they can never be. */
  | { readonly kind: 'payloads-missing'; readonly origin: string; readonly from: number; readonly to: number }
  /** Witness or database know a history of this origin that this folder does not hold; the writer goes on under another. */
  | { readonly kind: 'history-lost'; readonly origin: string; readonly by: string }
  /** The writer could not close that origin; the keeper asks again after its next start. */
  | { readonly kind: 'not-closed'; readonly origin: string }
  | { readonly kind: 'witness'; readonly origin: string; readonly told: WitnessTold }

/** What a node learns from its witnesses (contracts/audit-log, `WitnessEvent`), an error as its code. */
export type WitnessTold =
  | Exclude<WitnessEvent, { readonly kind: 'failed' }>
  | { readonly kind: 'failed'; readonly code: string }

/** What a keeper needs to know before it does anything. */
export interface Settings {
  readonly kind: 'settings'
  readonly database: AuditDatabase | null
  /** As `readWitnessPolicy` takes it; `null`: without witnesses. */
  readonly witnesses: unknown
}

export type ToKeeper =
  | Settings
  /** Another policy, from the next round on. */
  | { readonly kind: 'witnesses'; readonly witnesses: unknown }
  | { readonly kind: 'durable'; readonly durable: DurableSize }
  /** What a `sign` got: the origin's verifier key, and the signature where bytes were given; `null` when it failed. */
  | {
      readonly kind: 'signed'
      readonly id: number
      readonly vkey: string | null
      readonly signature: Uint8Array | null
    }
  | { readonly kind: 'close' }

export type FromKeeper =
  | { readonly kind: 'kept'; readonly kept: KeptOrigin }
  /** The private key stays in the writing process, behind its port. */
  | { readonly kind: 'sign'; readonly id: number; readonly origin: string; readonly bytes: Uint8Array | null }
  | { readonly kind: 'event'; readonly event: KeeperEvent }
  /** The writer is to close this origin; `reason` in words for the first entry of the next. */
  | { readonly kind: 'close-origin'; readonly origin: string; readonly reason: string }
  /** Nothing settled for as long as the policy allows, or settled again. */
  | { readonly kind: 'standing'; readonly origin: string; readonly standing: WitnessStanding }
