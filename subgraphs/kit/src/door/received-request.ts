/** What the wire's checks look at of an HTTP request, and what a caller is told when one of them fails. */
import type { IncomingMessage } from 'node:http'
import { type ReceivedRequest, WireError } from '@xinqiao/schema'
import { KitError, unauthenticated } from '../errors.ts'

/** What Node's request, or our own reader's, says of itself. */
export type SignedRequest = Pick<IncomingMessage, 'method' | 'url' | 'headers'>

export function toReceived(request: SignedRequest): Omit<ReceivedRequest, 'body'> {
  return { method: request.method ?? '', target: request.url ?? '', headers: request.headers }
}

/** One answer for every failed check; a full replay store is ours to say, since the caller may come again (trust.md §3, Replay). */
export function refusedBySignature(error: unknown): unknown {
  if (!(error instanceof WireError)) return error
  if (error.code === 'NONCE_STORE_FULL')
    return new KitError('OVERLOADED', 503, 'Too many calls at once; try again in a minute.', { cause: error })
  return unauthenticated(error)
}
