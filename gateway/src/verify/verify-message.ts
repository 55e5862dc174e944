/** What goes to the verifying thread and comes back. */
import type { Jwk } from '@xinqiao/contracts'
import type { OpenedProof, ShownProof, TokenErrorReason } from '@xinqiao/schema'

export interface VerifyMessage {
  readonly proofs: readonly { readonly id: number; readonly shown: ShownProof }[]
  /** Signatures of answers, with the agency's key. */
  readonly signatures: readonly {
    readonly agency: string
    /** Name of a key that came with this message or one before it. */
    readonly key: string
    readonly base: string
    readonly signature: Uint8Array
  }[]
  /** Keys that the thread has not had yet, by name. */
  readonly keys: readonly (readonly [name: string, key: Jwk])[]
}

export type ProofReply =
  | { readonly id: number; readonly opened: OpenedProof }
  | { readonly id: number; readonly reason: TokenErrorReason }

export interface VerifyReply {
  readonly proofs: readonly ProofReply[]
  /** Signatures looked at, and whose did not hold. */
  readonly count: number
  readonly forged: readonly string[]
}
