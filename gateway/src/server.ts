/** The listener: fastify with the door's limits, bodies as raw bytes, and nothing of ours or of others in an error (trust.md §8, row 1). */
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import fastify, { type FastifyInstance } from 'fastify'
import type { AwayCount } from './door/away-count.ts'
import { isOperation } from './door/graphql-front.ts'
import { type AwayStatus, awayCode, awayText, awayType, turnAway } from './door/turn-away.ts'
import type { GatewayEvents } from './events.ts'
import {
  bodyBytesMax,
  connectionsCheckMs,
  headerBytesMax,
  headerTimeoutMs,
  keepAliveMs,
  requestTimeoutMs,
} from './limits.ts'

/** Makes a listener without routes; operations go to `operations`, everything else through the framework. */
export function openServer(events: GatewayEvents, operations: RequestListener, away: AwayCount): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: bodyBytesMax,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    // An address that cannot be read comes here, past the error handler; the framework would tell it back.
    frameworkErrors: (error, _request, reply) => void turnAway(reply, statusOf(error), away),
    routerOptions: { ignoreTrailingSlash: false, caseSensitive: true },
    serverFactory: (framework) =>
      listener(
        (request, response) => (isOperation(request) ? operations(request, response) : framework(request, response)),
        away,
      ),
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.setNotFoundHandler(async (_request, reply) => turnAway(reply, 404, away))
  app.setErrorHandler(async (error: unknown, request, reply) => {
    const status = statusOf(error)
    if (status === 503) events.failed(request.routeOptions.url ?? 'unknown', error)
    return turnAway(reply, status, away)
  })
  return app
}

/** What Node would answer or cut by itself is answered or cut here, since it has to be counted. */
function listener(answer: RequestListener, away: AwayCount): ReturnType<typeof createServer> {
  const server = createServer(
    {
      maxHeaderSize: headerBytesMax,
      headersTimeout: headerTimeoutMs,
      requestTimeout: requestTimeoutMs,
      keepAliveTimeout: keepAliveMs,
      connectionsCheckingInterval: connectionsCheckMs,
      joinDuplicateHeaders: true,
      requireHostHeader: false,
    },
    (request, response) => {
      const isHostMissing = request.headers.host === undefined && request.httpVersion === '1.1'
      if (isHostMissing) turnAwayClosing(response, 400, away)
      else answer(request, response)
    },
  )
  server.on('checkExpectation', (_request, response) => turnAwayClosing(response, 417, away))
  server.on('connect', (_request, socket) => {
    away.add('CONNECTION_CUT')
    socket.destroy()
  })
  return server
}

/** The body is not read, so nothing more of the connection can be. */
function turnAwayClosing(response: ServerResponse, status: AwayStatus, away: AwayCount): void {
  away.add(awayCode(status))
  response.writeHead(status, { 'content-type': awayType, connection: 'close' }).end(awayText(status))
}

const known: ReadonlySet<number> = new Set<AwayStatus>([400, 404, 405, 406, 408, 413, 414, 415, 431])

function statusOf(error: unknown): AwayStatus {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined
  return typeof status === 'number' && known.has(status) ? (status as AwayStatus) : 503
}
