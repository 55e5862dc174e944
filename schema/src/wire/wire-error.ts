/** What goes wrong with a signed message. The code is for logs and tests; a sender is told no more than `UNAUTHENTICATED`. */

export type WireErrorCode =
  /** No signature, or a part of it is missing. */
  | 'SIGNATURE_MISSING'
  /** Not exactly the one label, components and parameters of the profile, in their order. */
  | 'SIGNATURE_FORM'
  /** Made for another use. */
  | 'SIGNATURE_TAG'
  /** Too old, from the future, or living longer than the profile allows. */
  | 'SIGNATURE_TIME'
  /** A key that is not known, not for this use, or of another hour. */
  | 'SIGNATURE_KEY'
  /** The signature does not hold. */
  | 'SIGNATURE_WRONG'
  /** The bytes are not those that were signed for. */
  | 'DIGEST_MISMATCH'
  /** A context field that is no structured field of the profile. */
  | 'FIELD_INVALID'
  /** The nonce has been seen. */
  | 'NONCE_REPLAYED'
  /** No room to remember a nonce: answer 503 with `Retry-After`. */
  | 'NONCE_STORE_FULL'
  /** A sealed answer of another sender, to another question, or changed on its way. */
  | 'SEAL_WRONG'
  /** A key that cannot be used for this at all; an error of the own configuration. */
  | 'KEY_INVALID'

/** Ends the reading or making of a signed message. Its message holds no value of the message. */
export class WireError extends Error {
  override readonly name = 'WireError'
  readonly code: WireErrorCode

  constructor(code: WireErrorCode, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options)
    this.code = code
  }
}
