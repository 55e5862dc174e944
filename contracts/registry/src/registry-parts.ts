/** What one registry process is made of: store, log, key store, bundle channel and the line of acts, opened in the order they need each other. */
import { type AuditReader, openAuditReader } from '@xinqiao/audit-store'
import { type Clock, calendar2026, readClock, standardsDocument } from '@xinqiao/schema'
import { type Health, openHealth } from './admin/health.ts'
import { type OwnCheckpointKeys, registryCheckpointKeys } from './audit/checkpoint-keys.ts'
import { type ErasureGuard, openErasureGuard } from './audit/erasure-guard.ts'
import { openRegistryAudit } from './audit/open-registry-audit.ts'
import type { RegistryAudit } from './audit/registry-audit.ts'
import { watchStore } from './audit/watch-store.ts'
import { BundleChannel } from './bundles/bundle-channel.ts'
import { newestBundle } from './bundles/bundle-store.ts'
import type { RegistryConfig } from './config.ts'
import { openEvents, type RegistryEvents } from './events.ts'
import type { HandOverParts } from './keys/hand-over.ts'
import { openKeyStore } from './keys/open-key-store.ts'
import { storeAgreement } from './keys/store-agreement.ts'
import { nameUncommitted } from './release/name-uncommitted.ts'
import { ReleaseLine } from './release/release-line.ts'
import { Composer } from './release/supergraph-of.ts'
import { migrate } from './store/migrate.ts'
import { openStore, type Store } from './store/open-store.ts'
import { readState } from './store/read-state.ts'

/** All of them. */
export interface RegistryParts {
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
 * Opens them.
 * @throws RegistryError `STORE_UNAVAILABLE`, `AUDIT_DAMAGED`, `AUDIT_UNAVAILABLE`, `KEYS_DAMAGED` or `KEYS_UNAVAILABLE`
 */
export async function openParts(config: RegistryConfig): Promise<RegistryParts> {
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
