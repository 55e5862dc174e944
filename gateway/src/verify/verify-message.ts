/**
 * What goes to the verifying thread and comes back: rows of texts and numbers. A row is handed over for a fraction of what an
 * object with named members costs, and bytes would take all the memory along that they were cut from.
 */
import type { Jwk } from '@xinqiao/contracts'
import type { OpenedProof, ShownProof, TokenErrorReason } from '@xinqiao/schema'

export interface VerifyMessage {
  readonly proofs: readonly ProofRow[]
  /** Signatures of answers. */
  readonly signatures: readonly SignatureRow[]
  /** Keys that the thread has not had yet, by name. */
  readonly keys: readonly (readonly [name: string, key: Jwk])[]
}

export type ProofRow = readonly [
  id: number,
  proof: string,
  method: string,
  url: string,
  nowSeconds: number,
  ath: string | undefined,
  jkt: string | undefined,
]

/** `key`: the name of one that came with this message or one before it. `signature`: as it stands in the header, colons included. */
export type SignatureRow = readonly [agency: string, key: string, base: string, signature: string]

/** What became of a proof. */
export type ProofReply =
  | readonly [id: number, jkt: string, jti: string, until: number]
  | readonly [id: number, reason: TokenErrorReason]

export interface VerifyReply {
  readonly proofs: readonly ProofReply[]
  /** Signatures looked at since the reply before, and whose did not hold. */
  readonly count: number
  readonly forged: readonly string[]
}

/** A proof as a row. */
export function proofRow(id: number, { proof, method, url, nowSeconds, ath, jkt }: ShownProof): ProofRow {
  return [id, proof, method, url, nowSeconds, ath, jkt]
}

/** The proof of a row. */
export function shownProof([, proof, method, url, nowSeconds, ath, jkt]: ProofRow): ShownProof {
  return {
    proof,
    method,
    url,
    nowSeconds,
    ...(ath === undefined ? {} : { ath }),
    ...(jkt === undefined ? {} : { jkt }),
  }
}

/** An opened proof as a row. */
export function openedReply(id: number, { jkt, jti, until }: OpenedProof): ProofReply {
  return [id, jkt, jti, until]
}
