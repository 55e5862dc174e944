/** The gateway as one process: its parts, the nine rooms and the door in front of them. */
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { GatewayConfig } from './config.ts'
import { openDoor } from './door/open-door.ts'
import { officeId } from './facts/ask-office.ts'
import { type GatewayParts, type GatewayPorts, openParts } from './gateway-parts.ts'
import { drainMs, drainNoticeMs, firstBundleMs, firstMonthKeysMs, firstStandingsMs } from './limits.ts'
import { openRooms } from './open-rooms.ts'

/** A running gateway. */
export interface RunningGateway {
  readonly url: string
  /** Says 503 at `/ready` first, lets requests in flight end, gives up its log last. */
  close(): Promise<void>
}

/**
 * Starts the gateway. With the registry away it runs from the last good bundle; without any it answers BUNDLE_EXPIRED
 * until one comes.
 *
 * @throws GatewayError or AuditLogError when settings or the log do not let it start.
 */
export async function startGateway(config: GatewayConfig, ports: GatewayPorts = {}): Promise<RunningGateway> {
  const parts = await openParts(config, ports)
  const { events } = parts
  const rooms = openRooms(parts)
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

/** A start waits a little for its first bundle, the standings that go with it and this month's keys; it listens without them when they do not come. */
async function firstFacts({ bundles, standings, monthKeys }: GatewayParts): Promise<void> {
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

async function close(app: FastifyInstance, parts: GatewayParts, drain: { isOn: boolean }): Promise<void> {
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
