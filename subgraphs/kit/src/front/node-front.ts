/**
 * Calls of the hub on connections that Node reads: `POST /graphql` is answered from Node's own request and response, with the
 * bounds the framework keeps on every other way (kind and length of the body, drain), and without its steps.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { KitError } from '../errors.ts'
import { graphqlBodyBytesMax } from '../limits.ts'
import { type Answer, drainingError, toAnswer } from './answer-bytes.ts'
import type { HubFrontParts } from './hub-front.ts'

/** Whether a request is the hub's way; every other goes through the framework. */
export function isHubsWay({ method, url = '' }: IncomingMessage): boolean {
  return method === 'POST' && url.startsWith('/graphql') && (url.length === 8 || url.charCodeAt(8) === 0x3f)
}

/** Makes the handler of the hub's way. */
export function openNodeFront({ answer, draining, onError }: HubFrontParts) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const send = ({ status, headers, body }: Answer): void => {
      if (response.destroyed) return
      // A process that drains keeps no connection; a body that was not read to its end would be taken for the next request.
      const closing = draining.yes || !request.complete ? { connection: 'close' } : undefined
      response.writeHead(status, { ...headers, 'content-length': String(body.length), ...closing })
      response.end(body)
    }
    const fail = (error: unknown): void => {
      if (response.headersSent) return void response.destroy()
      send(toAnswer(onError(error)))
    }
    if (draining.yes) return fail(drainingError())
    readJsonBody(request, fail, (body) => void answer(request, body).then(send).catch(fail))
  }
}

const json = /^application\/json[ \t]*(?:;|$)/iu

/** Gives the bytes of a body, at most `graphqlBodyBytesMax` of them; or fails, once. */
function readJsonBody(request: IncomingMessage, fail: (error: KitError) => void, done: (body: Buffer) => void): void {
  const chunks: Buffer[] = []
  let length = 0
  let isRefused = false
  const onData = (chunk: Buffer): void => {
    length += chunk.length
    if (length > graphqlBodyBytesMax) refuse(413)
    else chunks.push(chunk)
  }
  // Copied even if it came in one piece: the bytes that were checked must be the bytes that are read later.
  const onEnd = (): void => done(Buffer.concat(chunks, length))
  const refuse = (status: number): void => {
    request.off('data', onData)
    request.off('end', onEnd)
    if (isRefused) return
    isRefused = true
    fail(new KitError('REQUEST_INVALID', status, 'The request is not in the form this door takes.'))
  }
  if (!json.test(request.headers['content-type'] ?? '')) return refuse(415)
  if (Number(request.headers['content-length'] ?? 0) > graphqlBodyBytesMax) return refuse(413)
  request.on('data', onData)
  request.once('end', onEnd)
  request.once('error', () => refuse(400))
}
