/** An HTTP request as the rooms see it: headers they may read, the configured address, never the `Host` header. */
import { hash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { newRequestId } from '../audit/pseudonyms.ts'
import type { DoorRequest } from '../authenticate/authenticated.ts'
import type { SentOperation } from './read-operation.ts'

/** What no operation was sent with. */
export const noOperation: SentOperation = Object.freeze({
  query: null,
  documentId: null,
  operationName: null,
  variables: {},
})

/** Makes the request of an operation at this public address; `body`: the bytes it was read from. */
export function doorRequest(raw: IncomingMessage, url: string, operation: SentOperation, body?: Buffer): DoorRequest {
  return {
    requestId: newRequestId(),
    method: raw.method === 'GET' ? 'GET' : 'POST',
    url,
    headers: readHeaders(raw),
    ...operation,
    remoteAddress: remoteAddressOf(raw),
    statementOver: raw.headers['hub-want-statement'] === '?1' ? hash('sha256', body ?? '') : null,
    receivedMs: performance.now(),
  }
}

/** The other end of the connection; no header names another, whoever wrote it. Empty where the connection is gone. */
export function remoteAddressOf({ socket }: IncomingMessage): string {
  return socket.remoteAddress ?? ''
}

/** Of the headers the rooms read three. One that stands twice was joined by the listener to a text that no check accepts. */
function readHeaders({ headers }: IncomingMessage): DoorRequest['headers'] {
  const { accept, authorization, dpop } = headers
  return { accept, authorization, dpop: Array.isArray(dpop) ? dpop.join(', ') : dpop }
}
