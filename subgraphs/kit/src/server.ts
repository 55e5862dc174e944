/** The HTTP front of a subgraph: bounds, errors without inner text, and the routes. */
import { createServer, type RequestListener } from 'node:http'
import Fastify, { type FastifyReply } from 'fastify'
import { KitError } from './errors.ts'
import { type HubFrontParts, openHubFront } from './front/hub-front.ts'
import { isHubsWay, openNodeFront } from './front/node-front.ts'
import { graphqlBodyBytesMax, headerBytesMax, headerTimeoutMs, ingestTimeoutMs, keepAliveMs } from './limits.ts'
import { addAgencyRoutes } from './routes/agency-routes.ts'
import { openGraphqlRoute } from './routes/graphql-route.ts'
import { addHealthRoutes } from './routes/health-routes.ts'
import { addIngestRoute } from './routes/ingest-route.ts'
import type { ServerParts } from './server-parts.ts'

export interface Server {
  listen(host: string, port: number): Promise<string>
  /** Refuses new requests, lets those in flight end. */
  close(): Promise<void>
}

/** Makes the server; nothing listens yet. */
export function openServer(parts: ServerParts): Server {
  const draining = { yes: false }
  const heard = (where: string, error: unknown): KitError => {
    const told = toldError(error)
    if (told.httpStatus >= 500) parts.events.failed(where, error)
    else parts.events.callRefused(told.code, null)
    return told
  }
  const frontParts: HubFrontParts = {
    answer: openGraphqlRoute(parts),
    draining,
    onError: (error) => heard('/graphql', error),
  }
  const nodeFront = openNodeFront(frontParts)
  const app = Fastify({
    bodyLimit: graphqlBodyBytesMax,
    forceCloseConnections: 'idle',
    serverFactory: (framework) =>
      openHttpServer((request, response) =>
        isHubsWay(request) ? nodeFront(request, response) : framework(request, response),
      ),
    // Addresses carry cursors and instants only, but a log line of ours is a function of events.ts or it is not written.
    logger: false,
    // An address that cannot be read comes here, past the error handler; the framework would tell it back.
    frameworkErrors: (error, _request, reply) => void tell(reply, toldError(error)),
  })
  const hubFront = openHubFront(app.server, frontParts)
  app.removeAllContentTypeParsers()
  // Bytes are what was signed; they are parsed after the signature held.
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.setErrorHandler((error, request, reply) => tell(reply, heard(request.routeOptions.url ?? 'request', error)))
  app.setNotFoundHandler((_request, reply) => reply.code(404).send())
  addHealthRoutes(app, parts.store, draining)
  addIngestRoute(app, parts)
  addAgencyRoutes(app, parts)
  parts.routes(app)
  return {
    listen: (host, port) => app.listen({ host, port }),
    close: async () => {
      draining.yes = true
      hubFront.close()
      await app.close()
    },
  }
}

function openHttpServer(listener: RequestListener): ReturnType<typeof createServer> {
  return createServer(
    {
      maxHeaderSize: headerBytesMax,
      headersTimeout: headerTimeoutMs,
      requestTimeout: ingestTimeoutMs,
      keepAliveTimeout: keepAliveMs,
    },
    listener,
  )
}

function tell(reply: FastifyReply, { code, message, httpStatus }: KitError): FastifyReply {
  return reply.code(httpStatus).type('application/json').send(JSON.stringify({ code, message }))
}

/** What a caller is told: our own words, or nothing but a status. */
function toldError(error: unknown): KitError {
  if (error instanceof KitError) return error
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status >= 400 && status < 500)
    return new KitError('REQUEST_INVALID', status, 'The request is not in the form this door takes.')
  return new KitError('STORE_UNAVAILABLE', 503, 'The request could not be done; try again later.')
}
