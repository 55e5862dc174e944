/** What one gateway process is made of: bundle, facts, log, keys, planner and the ways to its agencies, opened in the order they need each other. */
import type { AuditStore } from '@xinqiao/audit-log'
import { type Clock, HourlyKeys, importSigningKey, readClock } from '@xinqiao/schema'
import { type MonthKeys, takeMonthKeys } from './audit/month-keys.ts'
import { type OpenedAudit, openAudit } from './audit/open-audit.ts'
import type { RunningBundle } from './bundle/running-bundle.ts'
import { type BundleWatch, watchBundle } from './bundle/watch-bundle.ts'
import { type GatewayConfig, silenceApollo } from './config.ts'
import { type ApolloFront, apolloFront } from './door/apollo-front.ts'
import { AwayCount } from './door/away-count.ts'
import { type Guards, openGuards } from './door/open-guards.ts'
import { type GatewayEvents, openEvents } from './events.ts'
import { askOffice, type Office } from './facts/ask-office.ts'
import { followStandings, type Standings } from './facts/standings.ts'
import { type AgencyTransport, openTransport } from './fetch/agency-transport.ts'
import { breakerBook } from './fetch/fetch-plan.ts'
import type { FetchKeys } from './fetch/sign-request.ts'
import type { Planner } from './plan/planner-port.ts'
import { plannerProcess } from './plan/planner-process.ts'
import { type VerifyThread, verifyThread } from './verify/verify-thread.ts'

/** What a start may be given in place of the machine's own. */
export interface GatewayPorts {
  /** The disk under the audit log. */
  readonly auditStore?: AuditStore
}

/** All of them. */
export interface GatewayParts {
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
 * Opens them; the first bundle, standings and keys may still be on their way.
 * @throws GatewayError or AuditLogError when settings or the log do not let it start
 */
export async function openParts(config: GatewayConfig, ports: GatewayPorts): Promise<GatewayParts> {
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
