/** The door: every route of the gateway on one listener, with what guards it. */
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { OpenedAudit } from '../audit/open-audit.ts'
import { readerProof } from '../audit/prove-reader.ts'
import { authenticate } from '../authenticate/authenticate.ts'
import type { BundleWatch } from '../bundle/watch-bundle.ts'
import type { GatewayEvents } from '../events.ts'
import type { Standings } from '../facts/standings.ts'
import type { Breaker } from '../fetch/breaker.ts'
import type { Rooms } from '../request-pipeline.ts'
import { openServer } from '../server.ts'
import { auditRoutes } from './audit-routes.ts'
import type { AwayCount } from './away-count.ts'
import { catalogRoutes } from './catalog-route.ts'
import { boundConnections } from './connections.ts'
import { openGraphqlFront } from './graphql-front.ts'
import { answerGraphql, graphqlRoute } from './graphql-route.ts'
import { healthRoutes } from './health-routes.ts'
import type { Guards } from './open-guards.ts'
import { schemaRoute } from './schema-route.ts'
import { sharedBudget } from './shared-budget.ts'

export interface DoorParts {
  readonly rooms: Rooms
  readonly events: GatewayEvents
  readonly bundles: Pick<BundleWatch, 'current' | 'keyList'>
  readonly standings: Pick<Standings, 'age'>
  readonly breakerOf: (agency: string) => Breaker
  readonly audit: OpenedAudit
  /** Name of this replica's log. */
  readonly node: string
  readonly away: AwayCount
  readonly guards: Guards
  /** Public URL of the gateway, without a slash at its end. */
  readonly publicUrl: () => string
  readonly isDraining: () => boolean
}

/** Opens it; the port is bound by the caller. */
export function openDoor(parts: DoorParts): FastifyInstance {
  const { rooms, events, bundles, away, publicUrl, isDraining } = parts
  const { admission, watchdog } = parts.guards
  const told: { read: (request: IncomingMessage) => void } = { read: () => {} }
  const anonymous = sharedBudget()
  const asked = { rooms, events, publicUrl, admission, anonymous, watchdog }
  const operations = openGraphqlFront({
    answer: (request, body) => answerGraphql(request, body, asked),
    isDraining,
    onRead: (request) => told.read(request),
    away,
    events,
  })
  const app = openServer(events, operations, away)
  // A connection whose last answer leaves while the process drains is closed with it.
  app.addHook('onSend', async (_request, reply) => {
    if (isDraining()) reply.header('connection', 'close')
  })
  told.read = boundConnections(app, away)
  graphqlRoute(app, away)
  schemaRoute(app, rooms, { publicUrl, anonymous, away })
  catalogRoutes(app, () => bundles.current(), away)
  readingRoutes(app, parts)
  readiness(app, parts)
  return app
}

function readingRoutes(app: FastifyInstance, parts: DoorParts): void {
  const { rooms, bundles, audit, publicUrl, guards, away, events, node } = parts
  const prove = readerProof({
    keyList: () => bundles.keyList(),
    publicUrl,
    authenticate: (request) => authenticate(request, rooms.authenticate),
    failures: rooms.authenticate.failures,
  })
  const { log, reading } = audit
  auditRoutes(app, { log, node, reading, prove, publicUrl, admission: guards.admission, away, events })
}

function readiness(
  app: FastifyInstance,
  { bundles, standings, breakerOf, audit, guards, isDraining }: DoorParts,
): void {
  const current = (): ReturnType<BundleWatch['current']> => bundles.current()
  const agencyAnswers = (): boolean =>
    standings.age().kind === 'fresh' ||
    (current()?.bundle.agencies.some(({ id }) => id !== 'office' && !breakerOf(id).isOpen) ?? false)
  const turns = (): boolean => guards.watchdog.isHealthy
  healthRoutes(app, { current, audit: audit.health, keeping: () => audit.keeping(), isDraining, agencyAnswers, turns })
}
