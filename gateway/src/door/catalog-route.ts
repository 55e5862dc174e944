/** `GET /catalog`, open to everybody: JSON, YAML or a page, by suffix or by `Accept` (REG-11.3). */
import type { FastifyInstance } from 'fastify'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { AwayCount } from './away-count.ts'
import { catalogForm, catalogText } from './catalog-view.ts'
import { turnAway } from './turn-away.ts'

/** Adds the routes. It says nothing of anybody, so it writes no entry. */
export function catalogRoutes(app: FastifyInstance, current: () => RunningBundle | null, away: AwayCount): void {
  for (const suffix of ['', '.json', '.yaml', '.html'])
    app.get(`/catalog${suffix}`, async (request, reply) => {
      const running = current()
      if (running === null) return turnAway(reply, 503, away)
      const { type, text } = catalogText(running.catalog, catalogForm(suffix, request.headers.accept))
      reply.header('vary', 'accept').header('x-content-type-options', 'nosniff')
      reply.header('content-security-policy', "default-src 'none'")
      return reply.type(type).send(text)
    })
}
