/** The HTTP front of a subgraph: bounds, errors without inner text, and the routes. */
import Fastify, { type FastifyReply } from 'fastify'
import { KitError } from './errors.ts'
import { graphqlBodyBytesMax, headerBytesMax, headerTimeoutMs, ingestTimeoutMs } from './limits.ts'
import { addAgencyRoutes } from './routes/agency-routes.ts'
import { addGraphqlRoute } from './routes/graphql-route.ts'
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
  const app = Fastify({
    bodyLimit: graphqlBodyBytesMax,
    requestTimeout: ingestTimeoutMs,
    http: { maxHeaderSize: headerBytesMax, headersTimeout: headerTimeoutMs },
    forceCloseConnections: 'idle',
    // Addresses carry cursors and instants only, but a log line of ours is a function of events.ts or it is not written.
    logger: false,
    // An address that cannot be read comes here, past the error handler; the framework would tell it back.
    frameworkErrors: (error, _request, reply) => void tell(reply, toldError(error)),
  })
  app.removeAllContentTypeParsers()
  // Bytes are what was signed; they are parsed after the signature held.
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.setErrorHandler((error, request, reply) => {
    const told = toldError(error)
    if (told.httpStatus >= 500) parts.events.failed(request.routeOptions.url ?? 'request', error)
    else parts.events.callRefused(told.code, null)
    return tell(reply, told)
  })
  app.setNotFoundHandler((_request, reply) => reply.code(404).send())
  const draining = { yes: false }
  addHealthRoutes(app, parts.store, draining)
  addGraphqlRoute(app, parts)
  addIngestRoute(app, parts)
  addAgencyRoutes(app, parts)
  parts.routes(app)
  return {
    listen: (host, port) => app.listen({ host, port }),
    close: async () => {
      draining.yes = true
      await app.close()
    },
  }
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
