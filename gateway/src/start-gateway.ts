/** The gateway as one process: bundle, facts, log, the nine rooms and the door in front of them. */
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type AuditLog, keepSystemRecord, readingOf, type SystemRecord } from '@xinqiao/audit-log'
import { openKeptLog } from '@xinqiao/audit-store'
import { type Clock, HourlyKeys, importSigningKey, NonceStore, readClock } from '@xinqiao/schema'
import type { FastifyInstance } from 'fastify'
import { type AuditHealth, watchAuditHealth } from './audit/audit-health.ts'
import { type PublishedKeys, publishedKeys } from './audit/checkpoint-keys.ts'
import { type MonthKeys, takeMonthKeys } from './audit/month-keys.ts'
import { readerProof } from './audit/prove-reader.ts'
import { tokenReader } from './authenticate/access-token.ts'
import { authenticate } from './authenticate/authenticate.ts'
import type { RunningBundle } from './bundle/running-bundle.ts'
import { type BundleWatch, watchBundle } from './bundle/watch-bundle.ts'
import { type GatewayConfig, silenceApollo } from './config.ts'
import { decisionCache } from './decide/decision-cache.ts'
import { introducing } from './door/admission.ts'
import { type ApolloFront, apolloFront } from './door/apollo-front.ts'
import { auditRoutes } from './door/audit-routes.ts'
import { AwayCount } from './door/away-count.ts'
import { catalogRoutes } from './door/catalog-route.ts'
import { boundConnections } from './door/connections.ts'
import { openGraphqlFront } from './door/graphql-front.ts'
import { answerGraphql, graphqlRoute } from './door/graphql-route.ts'
import { healthRoutes } from './door/health-routes.ts'
import { type Guards, openGuards } from './door/open-guards.ts'
import { schemaRoute } from './door/schema-route.ts'
import { sharedBudget } from './door/shared-budget.ts'
import { type GatewayEvents, nameOf, openEvents } from './events.ts'
import { askLeaseAt } from './facts/ask-lease.ts'
import { askOffice, type Office, officeId } from './facts/ask-office.ts'
import { openFacts } from './facts/open-facts.ts'
import { countQuotas } from './facts/quotas.ts'
import { followStandings, type Standings } from './facts/standings.ts'
import { type AgencyTransport, openTransport } from './fetch/agency-transport.ts'
import { breakerBook } from './fetch/fetch-plan.ts'
import { type FetchKeys, isLoopback } from './fetch/sign-request.ts'
import { signedVouching } from './fetch/signed-vouching.ts'
import { drainMs, drainNoticeMs, firstBundleMs, firstMonthKeysMs, firstStandingsMs } from './limits.ts'
import { compiledBytes, planCache } from './plan/plan-cache.ts'
import type { Planner } from './plan/planner-port.ts'
import { plannerProcess } from './plan/planner-process.ts'
import { cursorKeyOf } from './plan/sealed-cursor.ts'
import type { Rooms } from './request-pipeline.ts'
import { openServer } from './server.ts'
import { type VerifyThread, verifyThread } from './verify/verify-thread.ts'

/** A running gateway. */
export interface RunningGateway {
  readonly url: string
  /** Says 503 at `/ready` first, lets requests in flight end, gives up its log last. */
  close(): Promise<void>
}

interface Parts {
  readonly config: GatewayConfig
  readonly events: GatewayEvents
  readonly clock: Clock
  readonly keys: FetchKeys
  readonly log: AuditLog
  /** Calls that the door turned away. */
  readonly away: AwayCount
  readonly record: SystemRecord
  readonly auditHealth: AuditHealth
  readonly auditKeys: PublishedKeys
  readonly monthKeys: MonthKeys
  readonly bundles: BundleWatch
  readonly office: Office
  readonly standings: Standings
  readonly planner: Planner
  readonly transport: AgencyTransport
  readonly apollo: ApolloFront
  /** Proofs and signatures of answers that are checked off the answering thread. */
  readonly checks: VerifyThread
  readonly breakerOf: ReturnType<typeof breakerBook>
  readonly guards: Guards
  /** Filled when the port is bound. */
  readonly public: { url: string }
}

/**
 * Starts the gateway. With the registry away it runs from the last good bundle; without any it answers BUNDLE_EXPIRED
 * until one comes.
 *
 * @throws GatewayError or AuditLogError when settings or the log do not let it start.
 */
export async function startGateway(config: GatewayConfig): Promise<RunningGateway> {
  const parts = await openParts(config)
  const { events, breakerOf } = parts
  const rooms = openRooms(parts, breakerOf)
  const drain = { isOn: false }
  const app = openDoor(parts, rooms, breakerOf, drain)
  await firstFacts(parts)
  const bound = await app.listen({ host: config.host, port: config.port })
  parts.public.url = config.publicUrl ?? bound
  events.started(parts.public.url)
  return { url: bound, close: () => close(app, parts, drain) }
}

async function openParts(config: GatewayConfig): Promise<Parts> {
  silenceApollo()
  const events = openEvents(config.logLevel)
  const keys = { signing: importSigningKey(config.keys.fetch), hourly: new HourlyKeys('hub', config.keys.agreement) }
  const auditKeys = publishedKeys({
    ownKeysDir: config.ownKeysDir,
    registryUrl: config.registryUrl,
    fetchKey: keys.signing,
    events,
  })
  const { log } = await openKeptLog({
    ...config.auditKeeper,
    directory: join(config.stateDir, 'audit', config.node),
    hub: 'xinqiao',
    node: config.node,
    signerFor: (origin) => auditKeys.signerFor(origin),
    onEvent: (event) => events.auditKeeper(event),
    onState: ({ writable, error }) => (writable ? events.auditBack() : events.auditUnavailable(nameOf(error))),
  })
  const away = new AwayCount()
  const record = keepSystemRecord({
    log,
    away,
    onFailure: (error) => events.auditUnavailable(nameOf(error)),
  })
  const clock = readClock(config.clock)
  const { registryUrl, officeRoot, stateDir } = config
  const told: { wake?: () => void } = {}
  const planner = plannerProcess()
  const onTaken = (running: RunningBundle): void => {
    planner.run(running)
    record.note({ act: 'bundle', bundle: { digest: running.digest, number: running.bundle.number } })
    told.wake?.()
  }
  const warm = (supergraph: string): Promise<boolean> => planner.warm(supergraph)
  const bundles = await watchBundle({ registryUrl, officeRoot, stateDir, events, warm, onTaken })
  const monthKeys = await takeMonthKeys({
    registryUrl,
    officeRoot,
    ownKeysDir: config.ownKeysDir,
    fetchKey: keys.signing,
    agreement: config.keys.agreement,
    events,
  })
  const office = askOffice(() => bundles.current(), keys)
  const standings = followStandings({ office, events })
  told.wake = () => standings.wake()
  const [transport, apollo] = [openTransport(), await apolloFront(events)]
  const publicAddress = { url: config.publicUrl ?? '' }
  const breakerOf = breakerBook()
  const checks = verifyThread({
    onForged: (agency) => {
      breakerOf(agency).distrust(performance.now())
      events.answerForged(agency)
    },
    onFailure: (error) => events.failed('verify-thread', error),
  })
  return {
    checks,
    breakerOf,
    config,
    events,
    clock,
    keys,
    log,
    away,
    record,
    auditHealth: watchAuditHealth({ directory: join(config.stateDir, 'audit', config.node), log }),
    auditKeys,
    monthKeys,
    bundles,
    office,
    standings,
    planner,
    transport,
    apollo,
    guards: openGuards(events),
    public: publicAddress,
  }
}

function openRooms(parts: Parts, breakerOf: ReturnType<typeof breakerBook>): Rooms {
  const { config, events, clock, log, bundles, office, standings, planner, transport, apollo, checks } = parts
  const facts = openFacts(standings, office)
  const quotas = countQuotas({
    askLease: askLeaseAt(config.registryUrl, parts.keys.signing),
    onFailure: (error) => events.leaseFailed(nameOf(error)),
  })
  const production = config.profile === 'production'
  const plan = { planner, cache: planCache({ weigh: compiledBytes }), cursorKey: cursorKeyOf(config.keys.cursor) }
  return {
    authenticate: {
      current: () => bundles.current(),
      tokens: introducing(
        parts.guards.admission,
        tokenReader({
          audience: () => parts.public.url,
          onFailure: (error) => events.failed('issuer-keys', error),
        }),
      ),
      openProof: (shown) => checks.openProof(shown),
      proofs: new NonceStore(),
      clock,
      refKey: config.keys.ref,
      events,
    },
    contract: { clock, quotas },
    decide: {
      facts,
      quotas,
      refKey: config.keys.ref,
      cache: decisionCache(),
      introspection: !production,
      registeredOnly: production,
    },
    plan,
    fetch: {
      transport,
      breakerOf,
      now: () => performance.now(),
      vouching: signedVouching({
        keys: parts.keys,
        wallSeconds: () => Date.now() / 1000,
        isPinned: ({ url }) => !production && isLoopback(url),
        checks,
      }),
    },
    rows: { facts, plan },
    audit: { log, pseudonyms: parts.monthKeys, answerKey: config.keys.answer, events },
    carry: apollo.carry,
  }
}

function openDoor(
  parts: Parts,
  rooms: Rooms,
  breakerOf: ReturnType<typeof breakerBook>,
  drain: { readonly isOn: boolean },
): FastifyInstance {
  const { config, events, bundles, log, standings, away, auditHealth } = parts
  const { admission, watchdog } = parts.guards
  const told: { read: (request: IncomingMessage) => void } = { read: () => {} }
  const publicUrl = (): string => parts.public.url
  const anonymous = sharedBudget()
  const asked = { rooms, events, publicUrl, admission, anonymous, watchdog }
  const operations = openGraphqlFront({
    answer: (request, body) => answerGraphql(request, body, asked),
    isDraining: () => drain.isOn,
    onRead: (request) => told.read(request),
    away,
    events,
  })
  const app = openServer(events, operations, away)
  // A connection whose last answer leaves while the process drains is closed with it.
  app.addHook('onSend', async (_request, reply) => {
    if (drain.isOn) reply.header('connection', 'close')
  })
  const current = (): ReturnType<BundleWatch['current']> => bundles.current()
  told.read = boundConnections(app, away)
  graphqlRoute(app, away)
  schemaRoute(app, rooms, { publicUrl, anonymous, away })
  catalogRoutes(app, current, away)
  const prove = readerProof({
    keyList: () => bundles.keyList(),
    publicUrl,
    authenticate: (request) => authenticate(request, rooms.authenticate),
  })
  const reading = readingOf(join(config.stateDir, 'audit', config.node))
  auditRoutes(app, { log, node: config.node, reading, prove, publicUrl, admission, away, events })
  const agencyAnswers = (): boolean =>
    standings.age().kind === 'fresh' ||
    (current()?.bundle.agencies.some(({ id }) => id !== 'office' && !breakerOf(id).isOpen) ?? false)
  healthRoutes(app, {
    current,
    audit: auditHealth,
    isDraining: () => drain.isOn,
    agencyAnswers,
    turns: () => watchdog.isHealthy,
  })
  return app
}

/** A start waits a little for its first bundle, the standings that go with it and this month's keys; it listens without them when they do not come. */
async function firstFacts({ bundles, standings, monthKeys }: Parts): Promise<void> {
  const keysCame = within(firstMonthKeysMs, monthKeys.first)
  await within(firstBundleMs, bundles.first)
  // One that has come is waited for: on a machine short of time it is the loading that takes long.
  await bundles.atRest()
  const namesOffice = bundles.current()?.bundle.agencies.some(({ id }) => id === officeId) ?? false
  if (namesOffice) await within(firstStandingsMs, standings.first)
  await keysCame
}

async function within(ms: number, awaited: Promise<void>): Promise<void> {
  const end = new AbortController()
  const late = pause(ms, undefined, { signal: end.signal }).catch(() => {})
  await Promise.race([awaited, late])
  end.abort()
}

async function close(app: FastifyInstance, parts: Parts, drain: { isOn: boolean }): Promise<void> {
  const { events, bundles, office, standings, planner, transport, apollo, checks, log, monthKeys, auditKeys } = parts
  drain.isOn = true
  events.draining()
  await pause(drainNoticeMs)
  const cut = setTimeout(() => app.server.closeAllConnections(), drainMs)
  await app.close()
  clearTimeout(cut)
  await Promise.all([bundles.stop(), standings.stop(), monthKeys.stop(), auditKeys.stop(), apollo.close()])
  await Promise.all([office.close(), planner.close(), transport.close(), checks.close()])
  parts.guards.close()
  parts.auditHealth.close()
  await parts.record.stop()
  await log.close()
  events.stopped()
}
