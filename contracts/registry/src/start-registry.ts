/** The registry as one process: store, line of acts, bundle channel, and two listeners. */
import { type AuditReader, openAuditReader } from '@xinqiao/audit-store'
import type { Jwk } from '@xinqiao/contracts'
import {
  type Clock,
  calendar2026,
  dataStandards,
  provincialCatalog,
  readClock,
  standardsDocument,
} from '@xinqiao/schema'
import type { FastifyInstance } from 'fastify'
import { type Health, healthRoutes, openHealth } from './admin/health.ts'
import { openRefusals } from './admin/record-refusals.ts'
import { registryRoutes } from './admin/registry-routes.ts'
import { signedCallers } from './admin/signed-callers.ts'
import { keepPublished, type OwnCheckpointKeys, registryCheckpointKeys } from './audit/checkpoint-keys.ts'
import { type ErasureGuard, openErasureGuard } from './audit/erasure-guard.ts'
import { openRegistryAudit } from './audit/open-registry-audit.ts'
import { openProvincialRole } from './audit/provincial-role.ts'
import type { RegistryAudit } from './audit/registry-audit.ts'
import { watchStore } from './audit/watch-store.ts'
import { BundleChannel } from './bundles/bundle-channel.ts'
import { newestBundle } from './bundles/bundle-store.ts'
import { keepFresh } from './bundles/keep-fresh.ts'
import { demonstrationCatalog } from './catalogs/first-catalog.ts'
import type { RegistryConfig } from './config.ts'
import { drainable } from './drain.ts'
import { RegistryError } from './errors.ts'
import { openEvents, type RegistryEvents } from './events.ts'
import type { HandOverParts } from './keys/hand-over.ts'
import { keepKeys, openKeyStore } from './keys/open-key-store.ts'
import { storeAgreement } from './keys/store-agreement.ts'
import { adminBodyBytesMax, tokenBodyBytesMax } from './limits.ts'
import { nameUncommitted } from './release/name-uncommitted.ts'
import { ReleaseLine } from './release/release-line.ts'
import { Composer } from './release/supergraph-of.ts'
import { openServer } from './server.ts'
import type { AuditKey } from './state.ts'
import { migrate } from './store/migrate.ts'
import { openStore, type Store } from './store/open-store.ts'
import { readState } from './store/read-state.ts'
import { tokenRoutes } from './token/token-routes.ts'

/** A running registry. `urls` are where it answers. */
export interface RunningRegistry {
  readonly urls: { readonly registry: string; readonly issuer: string }
  /** Lets requests in flight end, wakes waiting gateways, closes log and store. */
  close(): Promise<void>
}

interface Parts {
  readonly config: RegistryConfig
  readonly events: RegistryEvents
  readonly clock: Clock
  readonly store: Store
  readonly audit: RegistryAudit
  readonly ownKeys: OwnCheckpointKeys
  readonly channel: BundleChannel
  readonly line: ReleaseLine
  readonly composer: Composer
  readonly health: Health
  readonly keys: HandOverParts
  readonly auditStore: AuditReader | null
  readonly guard: ErasureGuard
  /** Filled when the ports are bound. */
  readonly urls: { registry: string; issuer: string }
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
  await firstBundle(parts).catch((error: unknown) => keepFormerBundle(error, events))
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
async function takeCheckpoints({ config, line, audit, events }: Parts): Promise<() => Promise<void>> {
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

async function openParts(config: RegistryConfig): Promise<Parts> {
  const events = openEvents(config.logLevel)
  const storeWatch = watchStore(events)
  const clock = readClock(config.clock)
  await migrate(config.migrationUrl, config.databaseUrl)
  const store = openStore(config.databaseUrl, (error) => events.failed('store', error))
  const ownKeys = registryCheckpointKeys(config.keyStoreDir)
  const state = await readState(store)
  const keeper = { ...config.auditKeeper, witnesses: state.witnesses }
  const audit = await openRegistryAudit(config.stateDir, ownKeys, keeper, storeWatch.events)
  await nameUncommitted({ store, audit, events })
  const { keyStoreDir, retentionMonths } = config
  const keys = {
    store: await openKeyStore(keyStoreDir, {
      audit,
      retentionMonths,
      destroyed: audit.erasures.destroyed(),
      onReturned: (month) => events.keysReturned(month),
    }),
    audit,
    agreement: storeAgreement(keyStoreDir),
  }
  const urls = { registry: config.registryUrl ?? '', issuer: config.issuerUrl ?? '' }
  const channel = new BundleChannel(await newestBundle(store))
  const composer = new Composer(store, events)
  const line = new ReleaseLine(state, {
    store,
    composer,
    audit,
    channel,
    events,
    clock,
    bundleKey: config.keys.bundle,
    issuerUrl: () => urls.issuer,
    standards: standardsDocument(),
    calendars: [calendar2026()],
  })
  const { database } = config.auditKeeper
  const auditStore = database === null ? null : await openAuditReader(database.databaseUrl)
  const guard = openErasureGuard({ store: auditStore, audit, keys: keys.store, events })
  storeWatch.onBack(() => guard.look())
  const health = await openHealth(store, channel, () => audit.writable())
  return {
    config,
    events,
    clock,
    store,
    audit,
    ownKeys,
    channel,
    line,
    composer,
    health,
    keys,
    auditStore,
    guard,
    urls,
  }
}

function addIssuer(app: FastifyInstance, parts: Parts): void {
  healthRoutes(app, parts.health)
  tokenRoutes(app, { ...parts, issuer: () => parts.urls.issuer })
}

function addRegistry(app: FastifyInstance, parts: Parts): void {
  healthRoutes(app, parts.health)
  const agencyKeys = (): readonly Jwk[] => [...parts.line.state.agencies.values()].map(({ key }) => key)
  const callers = signedCallers(parts.config.keys, () => parts.urls.registry, agencyKeys)
  registryRoutes(app, { ...parts, standards: dataStandards(), callers })
}

/** A start signs anew: addresses in the settings may have changed. A development hub without any catalog takes the project's own. */
async function firstBundle({ line, config }: Parts): Promise<void> {
  if (config.profile === 'development' && line.state.catalogs.size === 0) {
    const first = demonstrationCatalog(provincialCatalog())
    await line.perform({
      act: 'catalog.demonstration',
      object: first.version,
      by: 'registry',
      next: (state) => ({ ...state, catalogs: new Map([[first.version, first]]) }),
    })
    return
  }
  await line.reissue()
}

/** What does not compose any more leaves the last bundle running; everything else stops the start. */
function keepFormerBundle(error: unknown, events: RegistryEvents): void {
  if (!(error instanceof RegistryError) || error.code !== 'COMPOSITION_FAILED') throw error
  events.bundleFailed(error.code)
}
