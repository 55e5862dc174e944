/**
 * The way of operations through the listener: `POST /graphql` is answered from Node's own request and response, with the
 * bounds the framework keeps on every other way (kind and length of the body, drain), and without its steps, which were a
 * tenth of what a registered profile costs.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TurnedAway } from '../authenticate/authenticated.ts'
import type { GatewayEvents } from '../events.ts'
import { bodyBytesMax } from '../limits.ts'
import type { Answer } from '../respond/respond.ts'
import type { AwayCount } from './away-count.ts'
import { unfitRequest } from './graphql-route.ts'
import { type AwayStatus, awayCode, awayHeaders, awayText, awayType } from './turn-away.ts'

export interface GraphqlFrontParts {
  readonly answer: (request: IncomingMessage, body: Buffer) => Promise<Answer | TurnedAway>
  readonly isDraining: () => boolean
  /** Told when a body has been read: its connection is no longer idle. */
  readonly onRead: (request: IncomingMessage) => void
  readonly away: AwayCount
  readonly events: GatewayEvents
}

type Headers = Readonly<Record<string, string>>

/** Whether a request goes this way; every other goes through the framework. */
export function isOperation({ method, url = '' }: IncomingMessage): boolean {
  return method === 'POST' && url.startsWith('/graphql') && (url.length === 8 || url.charCodeAt(8) === 0x3f)
}

/** Makes the handler. */
export function openGraphqlFront(
  parts: GraphqlFrontParts,
): (request: IncomingMessage, response: ServerResponse) => void {
  const { answer, isDraining, onRead, away: counted, events } = parts
  return (request, response) => {
    const send = (status: number, headers: Headers, body: Buffer): void => {
      if (response.destroyed) return
      // A process that drains keeps no connection; a body that was not read to its end would be taken for the next request.
      const closing = isDraining() || !request.complete ? { connection: 'close' } : undefined
      response.writeHead(status, { ...headers, 'content-length': body.length, ...closing })
      response.end(body)
    }
    const away = (status: AwayStatus, headers: Headers = {}): void => {
      counted.add(awayCode(status))
      send(status, { 'content-type': awayType, ...headers }, Buffer.from(awayText(status)))
    }
    const unfit = unfitRequest(request.headers)
    if (unfit !== null) return away(unfit)
    readBody(request, (body) => {
      if (typeof body === 'number') return away(body)
      onRead(request)
      answer(request, body).then(
        (made) => {
          if ('kind' in made) away(made.status, awayHeaders(made.status))
          else send(made.status, made.headers, made.bytes)
        },
        (error: unknown) => {
          events.failed('/graphql', error)
          if (response.headersSent) response.destroy()
          else away(503)
        },
      )
    })
  }
}

/** The bytes of a body, or why there are none: 413 too large, 400 broken off. `done` is called once. */
function readBody(request: IncomingMessage, done: (body: Buffer | 400 | 413) => void): void {
  if (Number(request.headers['content-length'] ?? 0) > bodyBytesMax) return done(413)
  const chunks: Buffer[] = []
  let length = 0
  let isOver = false
  const end = (body: Buffer | 400 | 413): void => {
    if (isOver) return
    isOver = true
    done(body)
  }
  request.on('data', (chunk: Buffer) => {
    if (isOver) return
    length += chunk.length
    if (length > bodyBytesMax) end(413)
    else chunks.push(chunk)
  })
  request.once('end', () => end(chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks, length)))
  request.once('error', () => end(400))
}
