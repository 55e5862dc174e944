/** The registry as one process: its parts, what it does by itself, and two listeners. */
import type { Jwk } from '@xinqiao/contracts'
import { dataStandards } from '@xinqiao/schema'
import type { FastifyInstance } from 'fastify'
import { healthRoutes } from './admin/health.ts'
import { openRefusals } from './admin/record-refusals.ts'
import { registryRoutes } from './admin/registry-routes.ts'
import { signedCallers } from './admin/signed-callers.ts'
import { keepPublished } from './audit/checkpoint-keys.ts'
import { openProvincialRole } from './audit/provincial-role.ts'
import { firstBundle } from './bundles/first-bundle.ts'
import { keepFresh } from './bundles/keep-fresh.ts'
import type { RegistryConfig } from './config.ts'
import { drainable } from './drain.ts'
import { keepKeys } from './keys/open-key-store.ts'
import { adminBodyBytesMax, tokenBodyBytesMax } from './limits.ts'
import { openParts, type RegistryParts } from './registry-parts.ts'
import { openServer } from './server.ts'
import type { AuditKey } from './state.ts'
import { tokenRoutes } from './token/token-routes.ts'

/** A running registry. `urls` are where it answers. */
export interface RunningRegistry {
  readonly urls: { readonly registry: string; readonly issuer: string }
  /** Lets requests in flight end, wakes waiting gateways, closes log and store. */
  close(): Promise<void>
}

/**
 * Starts the registry: brings its tables up to date, opens its log, listens, signs a bundle of what is in the store.
 * @throws RegistryError `STORE_UNAVAILABLE`, `AUDIT_DAMAGED`, `AUDIT_UNAVAILABLE`, `KEYS_DAMAGED` or `KEYS_UNAVAILABLE`.
 */
export async function startRegistry(config: RegistryConfig): Promise<RunningRegistry> {
  const parts = await openParts(config)
  const { events, urls, channel, health, store, audit } = parts
  const [issuerApp, registryApp] = [
    openServer(tokenBodyBytesMax, events),
    openServer(adminBodyBytesMax, events, openRefusals({ audit })),
  ]
  const closeListeners = [drainable(issuerApp), drainable(registryApp)]
  addIssuer(issuerApp, parts)
  addRegistry(registryApp, parts)
  const bound = {
    issuer: await issuerApp.listen({ host: config.host, port: config.issuerPort }),
    registry: await registryApp.listen({ host: config.host, port: config.registryPort }),
  }
  urls.issuer = config.issuerUrl ?? bound.issuer
  urls.registry = config.registryUrl ?? bound.registry
  await firstBundle(parts)
  const stopFresh = keepFresh(parts)
  const stopKeys = keepKeys(parts.keys.store, events)
  const stopPublishing = keepPublished(parts.ownKeys, parts.line, events)
  const stopProvincial = await takeCheckpoints(parts)
  events.started()
  return {
    urls,
    close: async () => {
      health.drain()
      stopFresh()
      stopKeys()
      stopPublishing()
      channel.close()
      await Promise.all(closeListeners.map((close) => close()))
      health.close()
      await store.destroy()
      await stopProvincial()
      await parts.guard.stop()
      await parts.auditStore?.close()
      await audit.close()
      events.stopped()
    },
  }
}

/** Takes up the role `provincial` where nodes are named; gives what lays it down. */
async function takeCheckpoints({ config, line, audit, events }: RegistryParts): Promise<() => Promise<void>> {
  const { provincialNodes: nodes, stateDir } = config
  if (Object.keys(nodes).length === 0) return async () => {}
  const auditKeys = (): Iterable<AuditKey> => line.state.auditKeys.values()
  const role = await openProvincialRole({
    nodes,
    auditKeys,
    stateDir,
    take: (entry) => audit.checkpoint(entry),
    events,
  })
  return () => role.close()
}

function addIssuer(app: FastifyInstance, parts: RegistryParts): void {
  healthRoutes(app, parts.health)
  tokenRoutes(app, { ...parts, issuer: () => parts.urls.issuer })
}

function addRegistry(app: FastifyInstance, parts: RegistryParts): void {
  healthRoutes(app, parts.health)
  const agencyKeys = (): readonly Jwk[] => [...parts.line.state.agencies.values()].map(({ key }) => key)
  const callers = signedCallers(parts.config.keys, () => parts.urls.registry, agencyKeys)
  registryRoutes(app, { ...parts, standards: dataStandards(), callers })
}
