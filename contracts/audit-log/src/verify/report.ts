/** What a run of the verifier says: what was held against what, what does not hold, and what was not checked. */
import type { WitnessedCheckpoint } from './known-checkpoints.ts'
import type { Finding, Gap } from './statement.ts'

/** One origin. */
export interface OriginReport {
  readonly origin: string
  /** Entries under the checkpoint, and its root in hexadecimal. Null where the folder has none. */
  readonly checkpoint: { readonly size: number; readonly root: string } | null
  /** Entries of checkpoint and WAL together. */
  readonly size: number
  readonly kinds: Readonly<Record<string, number>>
  /** Entries that say that something never acknowledged was cut after a crash or an error of the disk. */
  readonly cuts: readonly number[]
  /** Sizes of the older checkpoints that were held against the log: kept in its folder, and brought from outside. */
  readonly older: { readonly kept: readonly number[]; readonly fromOutside: readonly number[] }
  readonly witnessed: WitnessedCheckpoint | null
  readonly receipts: number
}

/** The whole run. */
export interface VerifyReport {
  readonly good: boolean
  readonly origins: readonly OriginReport[]
  readonly findings: readonly Finding[]
  readonly notChecked: readonly Gap[]
}
