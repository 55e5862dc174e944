/** What a consumer is told when a session cannot ask: a code of the kit, and where the hub said so its own code and article. */

export type ConsumerKitErrorCode =
  /** Issuer or gateway cannot be reached, or answers nothing that can be read. Try again; nothing was decided. */
  | 'UNREACHABLE'
  /** The issuer's metadata is not that of the issuer asked. */
  | 'ISSUER_INVALID'
  /** The token endpoint refused: `hubCode` and `article` say why, where the law is the reason. */
  | 'TOKEN_REFUSED'
  /** What was given is no receipt: `<hub>/audit/<node>/<year>/<index>`, from the header `Hub-Receipt`. */
  | 'RECEIPT_INVALID'
  /** The hub gave no proof of the entry. Try again once; then keep the receipt, it is evidence against the hub. */
  | 'PROOF_MISSING'

/** Ends a question that could not be asked. A refusal by the gateway itself is no error: it is the answer. */
export class ConsumerKitError extends Error {
  override readonly name = 'ConsumerKitError'
  readonly code: ConsumerKitErrorCode
  /** The hub's refusal code, such as `CONTRACT_INACTIVE`. */
  readonly hubCode: string | null
  readonly article: string | null

  constructor(
    code: ConsumerKitErrorCode,
    message: string,
    hub: { readonly hubCode?: string | null; readonly article?: string | null; readonly cause?: unknown } = {},
  ) {
    super(`${code}: ${message}`, hub.cause === undefined ? undefined : { cause: hub.cause })
    this.code = code
    this.hubCode = hub.hubCode ?? null
    this.article = hub.article ?? null
  }
}
