/** What the verifier is asked. */
import type { NoteKey } from '../notes/vkey.ts'

/** A receipt that was kept: where an entry stands, and its leaf's hash. */
export interface KeptReceipt {
  readonly origin: string
  readonly index: number
  readonly leafHash: Buffer
}

/**
 * Whether `ac` and `pc` of an entry open: the payload as it was sealed (salt of `ac`, salt of `pc`, payload), and the exact answer.
 */
export interface Opening {
  /** Of which log, where a folder holds several. */
  readonly origin?: string | undefined
  readonly index: number
  readonly payload: Buffer
  readonly answer?: Buffer | undefined
}

export interface VerifyRequest {
  /** Keys of the logs, got elsewhere than from the folder. Without one, the folder's own is used, and the report says so. */
  readonly keys?: readonly NoteKey[]
  /** Older signed checkpoints of these logs. */
  readonly older?: readonly string[]
  readonly witnesses?: readonly NoteKey[]
  /** How many of the witnesses must have signed; more than half of them unless said. */
  readonly quorum?: number
  readonly receipts?: readonly KeptReceipt[]
  readonly opening?: Opening
  /** The entries have been removed at the end of their term: hashes alone are checked. */
  readonly hashesOnly?: boolean
}

/** How many witnesses must have signed. */
export function quorumOf({ witnesses = [], quorum }: VerifyRequest): number {
  return quorum ?? Math.floor(witnesses.length / 2) + 1
}
