/** What goes wrong in a subgraph. Every code has its words, article and next step in the hub's one table or below. */
import type { AnyCode } from '@xinqiao/schema'

/** Codes no caller of the hub meets. Each line: who sees it, what to do. */
export type KitCode =
  /** Hub, agency or operator with a request in the wrong form: send the form the README names. */
  | 'REQUEST_INVALID'
  /** Agency: the file is not the one that was signed; nothing was taken over; send it again. */
  | 'DIGEST_MISMATCH'
  /** Agency: the file is of a kind or size the door does not take. */
  | 'FILE_NOT_ACCEPTED'
  /** Operator: PostgreSQL does not answer; nothing was done. */
  | 'STORE_UNAVAILABLE'

/** A failure or a refused call, with the HTTP status it leaves by. Its message never holds a value. */
export class KitError extends Error {
  override readonly name: string = 'KitError'
  readonly code: AnyCode | KitCode
  readonly httpStatus: number

  constructor(code: AnyCode | KitCode, httpStatus: number, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.httpStatus = httpStatus
  }
}

/** A call that is not the gateway's, or asks for more than it names (OPI-XXI.a; trust.md §4). */
export class GatewayCallRefused extends KitError {
  override readonly name: string = 'GatewayCallRefused'
}

/** 401: which check failed is not told; the caller is either the hub, and knows, or nobody. */
export function unauthenticated(cause?: unknown): GatewayCallRefused {
  return new GatewayCallRefused(
    'UNAUTHENTICATED',
    401,
    'The call carries no valid signature of a party this door serves.',
    {
      cause,
    },
  )
}
