/** One listener: fastify with the door's limits, bodies as raw bytes (signatures cover them), refusals in one shape, no stack or text of others in any answer. */

import { codeEntry, isCode } from '@xinqiao/schema'
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import type { RecordRefusal } from './admin/record-refusals.ts'
import { type Finding, RegistryError } from './errors.ts'
import type { RegistryEvents } from './events.ts'
import { headerBytesMax, headerTimeoutMs, requestTimeoutMs, retryAfterSeconds } from './limits.ts'
import { OAuthError, oauthAnswer } from './token/oauth-error.ts'

/** What a refused request is told. */
export interface RefusalBody {
  readonly code: string
  readonly message: string
  readonly zh: string
  readonly en: string
  readonly article: string
  readonly next: string
  readonly nextZh: string
  /** Present when a whole check refused: every reason at once. */
  readonly findings?: readonly Finding[]
}

/** Makes a listener without routes. `onRefused` is done before a refusal is answered; where it fails, its error is the answer. */
export function openServer(
  bodyLimit: number,
  events: RegistryEvents,
  onRefused: RecordRefusal = async () => {},
): FastifyInstance {
  const app = fastify({
    logger: false,
    // An address that cannot be read comes here, past the error handler; the framework would tell it back.
    frameworkErrors: (error, _request, reply: FastifyReply) => {
      const known = asRegistryError(error)
      void reply.code(known.httpStatus).send(refusalBody(known))
    },
    bodyLimit,
    requestTimeout: requestTimeoutMs,
    forceCloseConnections: 'idle',
    http: { maxHeaderSize: headerBytesMax, headersTimeout: headerTimeoutMs },
    routerOptions: { ignoreTrailingSlash: false, caseSensitive: true },
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.setNotFoundHandler(async () => {
    throw new RegistryError('UNKNOWN', 404, 'There is nothing at this address.')
  })
  app.setErrorHandler(async (error: unknown, request, reply) => {
    if (error instanceof OAuthError) {
      const { headers, body } = oauthAnswer(error)
      return reply.code(error.httpStatus).headers(headers).send(body)
    }
    const refused = asRegistryError(error)
    const known = await onRefused(request, refused).then(() => refused, asRegistryError)
    if (known.httpStatus >= 500) events.failed(request.routeOptions.url ?? 'unknown', known.cause ?? error)
    if (known.httpStatus === 503) reply.header('retry-after', String(retryAfterSeconds))
    if (known.httpStatus === 401) reply.header('www-authenticate', 'Signature')
    return reply.code(known.httpStatus).send(refusalBody(known))
  })
  return app
}

function asRegistryError(error: unknown): RegistryError {
  if (error instanceof RegistryError) return error
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new RegistryError(
      'REQUEST_INVALID',
      status,
      'The request cannot be read: wrong type, too large, or not whole.',
      { cause: error },
    )
  }
  return new RegistryError('STORE_UNAVAILABLE', 503, 'The registry could not do this now; nothing was changed.', {
    cause: error,
  })
}

function refusalBody(error: RegistryError): RefusalBody {
  const entry = isCode(error.code) ? codeEntry(error.code) : undefined
  return {
    code: error.code,
    message: error.message,
    zh: entry?.zh ?? error.texts?.zh ?? error.message,
    en: entry?.en ?? error.message,
    article: entry?.article ?? error.texts?.article ?? '',
    next: entry?.nextEn ?? error.texts?.next ?? '',
    nextZh: entry?.nextZh ?? error.texts?.nextZh ?? '',
    ...(error.findings.length === 0 ? {} : { findings: error.findings }),
  }
}
