/** A bundle as it travels: the number outside is only for asking, the one that counts is signed inside. */
export interface SignedBundle {
  readonly number: number
  readonly issuedAt: string
  readonly notAfter: string
  /** SHA-256 of the signed bytes, hex. */
  readonly digest: string
  readonly jws: string
}
