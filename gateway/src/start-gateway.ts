/** The gateway as one process: bundle, facts, log, the nine rooms and the door in front of them. */
import { setTimeout as pause } from 'node:timers/promises'
import type { AuditStore } from '@xinqiao/audit-log'
import { type Clock, FailureBudget, HourlyKeys, importSigningKey, NonceStore, readClock } from '@xinqiao/schema'
import type { FastifyInstance } from 'fastify'
import { type MonthKeys, takeMonthKeys } from './audit/month-keys.ts'
import { type OpenedAudit, openAudit } from './audit/open-audit.ts'
import { tokenReader } from './authenticate/access-token.ts'
import type { RunningBundle } from './bundle/running-bundle.ts'
import { type BundleWatch, watchBundle } from './bundle/watch-bundle.ts'
import { type GatewayConfig, silenceApollo } from './config.ts'
import { decisionCache } from './decide/decision-cache.ts'
import { introducing } from './door/admission.ts'
import { type ApolloFront, apolloFront } from './door/apollo-front.ts'
import { AwayCount } from './door/away-count.ts'
import { openDoor } from './door/open-door.ts'
import { type Guards, openGuards } from './door/open-guards.ts'
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
import { type VerifyThread, verifyThread } from './verify/verify-thread.ts'

/** A running gateway. */
export interface RunningGateway {
  readonly url: string
  /** Says 503 at `/ready` first, lets requests in flight end, gives up its log last. */
  close(): Promise<void>
}

/** What a start may be given in place of the machine's own. */
export interface GatewayPorts {
  /** The disk under the audit log. */
  readonly auditStore?: AuditStore
}

interface Parts {
  readonly config: GatewayConfig
  readonly events: GatewayEvents
  readonly clock: Clock
  readonly keys: FetchKeys
  /** Calls that the door turned away. */
  readonly away: AwayCount
  readonly audit: OpenedAudit
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
export async function startGateway(config: GatewayConfig, ports: GatewayPorts = {}): Promise<RunningGateway> {
  const parts = await openParts(config, ports)
  const { events, breakerOf } = parts
  const rooms = openRooms(parts, breakerOf)
  const drain = { isOn: false }
  const app = openDoor({
    ...parts,
    rooms,
    node: config.node,
    publicUrl: () => parts.public.url,
    isDraining: () => drain.isOn,
  })
  await firstFacts(parts)
  const bound = await app.listen({ host: config.host, port: config.port })
  parts.public.url = config.publicUrl ?? bound
  events.started(parts.public.url)
  return { url: bound, close: () => close(app, parts, drain) }
}

async function openParts(config: GatewayConfig, ports: GatewayPorts): Promise<Parts> {
  silenceApollo()
  const events = openEvents(config.logLevel)
  const keys = { signing: importSigningKey(config.keys.fetch), hourly: new HourlyKeys('hub', config.keys.agreement) }
  const away = new AwayCount()
  const store = ports.auditStore === undefined ? {} : { store: ports.auditStore }
  const audit = await openAudit(config, { fetchKey: keys.signing, away, events, ...store })
  const clock = readClock(config.clock)
  const { registryUrl, officeRoot, stateDir } = config
  const told: { wake?: () => void } = {}
  const planner = plannerProcess()
  const onTaken = (running: RunningBundle): void => {
    planner.run(running)
    audit.follow(running.bundle.witnesses)
    audit.record.note({ act: 'bundle', bundle: { digest: running.digest, number: running.bundle.number } })
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
    away,
    audit,
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
  const { config, events, clock, audit, bundles, office, standings, planner, transport, apollo, checks } = parts
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
      failures: new FailureBudget(),
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
    audit: { log: audit.log, pseudonyms: parts.monthKeys, answerKey: config.keys.answer, events },
    carry: apollo.carry,
  }
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
  const { events, bundles, office, standings, planner, transport, apollo, checks, audit, monthKeys } = parts
  drain.isOn = true
  events.draining()
  await pause(drainNoticeMs)
  const cut = setTimeout(() => app.server.closeAllConnections(), drainMs)
  await app.close()
  clearTimeout(cut)
  await Promise.all([bundles.stop(), standings.stop(), monthKeys.stop(), apollo.close()])
  await Promise.all([office.close(), planner.close(), transport.close(), checks.close()])
  parts.guards.close()
  await audit.close()
  events.stopped()
}
