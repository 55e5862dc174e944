/** Why a token, proof, assertion or signed document was not accepted. For logs and tests; a caller hears `UNAUTHENTICATED` and nothing more. */

export type TokenErrorReason =
  /** Not a compact JWS of tolerable length, or claims of another shape. */
  | 'FORM'
  /** `alg` is not on the list, or does not fit the key. */
  | 'ALGORITHM'
  /** A header that would lead to other keys or another reading: jku, x5u, x5c, jwk, crit, b64, zip. */
  | 'HEADER'
  | 'TYP'
  | 'KEY_UNKNOWN'
  | 'SIGNATURE'
  | 'CLAIM_MISSING'
  | 'ISSUER'
  | 'AUDIENCE'
  | 'CLIENT'
  | 'EXPIRED'
  /** Made in the future, too long ago, or living too long. */
  | 'TIME'
  /** Not exactly one `credit_query`. */
  | 'AUTHORIZATION_DETAILS'
  /** Not bound to a key of the sender, or to another one. */
  | 'BINDING'
  | 'METHOD'
  | 'URL'
  | 'REPLAYED'
  /** No room to remember a `jti`: answer 503 with `Retry-After`. */
  | 'REPLAY_STORE_FULL'
  /** The issuer's keys cannot be had and the last good ones are too old: answer 503. */
  | 'KEYS_UNAVAILABLE'

/** Ends the checking of a token. Its message holds nothing of the token. */
export class TokenError extends Error {
  override readonly name = 'TokenError'
  readonly reason: TokenErrorReason

  constructor(reason: TokenErrorReason, message: string, options?: ErrorOptions) {
    super(`${reason}: ${message}`, options)
    this.reason = reason
  }
}
