/** An HTTP request as the rooms see it: headers they may read, the configured address, never the `Host` header. */
import type { IncomingMessage } from 'node:http'
import { newRequestId } from '../audit/pseudonyms.ts'
import type { DoorRequest } from '../authenticate/authenticated.ts'
import type { SentOperation } from './read-operation.ts'

/** Headers that stand once or not at all: two of one kind are made one that no check accepts. */
const singular = ['authorization', 'dpop']

/** What no operation was sent with. */
export const noOperation: SentOperation = Object.freeze({
  query: null,
  documentId: null,
  operationName: null,
  variables: {},
})

/** Makes the request of an operation at this public address. */
export function doorRequest(raw: IncomingMessage, url: string, operation: SentOperation): DoorRequest {
  return {
    requestId: newRequestId(),
    method: raw.method === 'GET' ? 'GET' : 'POST',
    url,
    headers: readHeaders(raw),
    ...operation,
    remoteAddress: raw.socket.remoteAddress ?? '',
    receivedMs: performance.now(),
  }
}

function readHeaders(raw: IncomingMessage): Readonly<Record<string, string | undefined>> {
  const headers: Record<string, string | undefined> = Object.create(null)
  for (const name of ['accept', ...singular]) {
    const values = raw.headersDistinct[name]
    if (values !== undefined) headers[name] = values.join(', ')
  }
  return headers
}
