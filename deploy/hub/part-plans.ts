/** The settings of each process of the embedded hub: what production sets by hand is set here for loopback. */
import { join } from 'node:path'
import type { DatabaseUrls } from '../postgres/databases.ts'
import type { EmbeddedAgency } from './agencies.ts'
import { keyStoreOf } from './keys.ts'
import type { PartPlan } from './part.ts'
import type { Ports } from './ports.ts'

/** What all plans are made from. */
export interface HubSetting {
  readonly stateDir: string
  readonly keysDir: string
  readonly ports: Ports
  readonly clock: string
  readonly agencies: readonly EmbeddedAgency[]
  /** A catalog of the data folder in place of the project's; `null` where it brings none. */
  readonly catalogFile: string | null
  readonly databases: ReadonlyMap<string, DatabaseUrls>
}

/** Addresses of the hub on loopback. */
export interface HubAddresses {
  readonly gateway: string
  readonly issuer: string
  readonly registry: string
  agency(id: string): string
}

const root = join(import.meta.dirname, '..', '..')

/** Where each part answers. */
export function addressesOf(ports: Ports): HubAddresses {
  const at = (port: number): string => `http://127.0.0.1:${port}`
  return {
    gateway: at(ports.gateway),
    issuer: at(ports.issuer),
    registry: at(ports.registry),
    agency: (id) => at(ports[id as keyof Ports]),
  }
}

/** Registry with the token endpoint. */
export function registryPlan(hub: HubSetting): PartPlan {
  const addresses = addressesOf(hub.ports)
  return {
    name: 'registry',
    main: join(root, 'contracts/registry/src/main.ts'),
    env: {
      ...shared(hub, 'registry'),
      KEY_STORE_DIR: keyStoreOf(hub.stateDir),
      PORT: String(hub.ports.registry),
      ISSUER_PORT: String(hub.ports.issuer),
      ISSUER_URL: addresses.issuer,
      PUBLIC_URL: addresses.registry,
      GATEWAY_URL: addresses.gateway,
      ...databaseOf(hub, 'registry', 'REGISTRY'),
      ...auditOf(hub),
    },
  }
}

/** Garbage is collected early, by one thread beside the answering one (gateway/README.md, "Memory"). */
const gatewayFlags: readonly string[] = ['--max-semi-space-size=16', '--heap-growing-percent=20', '--v8-pool-size=1']
/** What compilers and collectors have used is given back to one place, not kept by each thread. */
const gatewayMemory: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: '1' }

/** The gateway. */
export function gatewayPlan(hub: HubSetting): PartPlan {
  const addresses = addressesOf(hub.ports)
  return {
    name: 'gateway',
    main: join(root, 'gateway/src/main.ts'),
    flags: gatewayFlags,
    env: {
      ...shared(hub, 'gateway'),
      ...gatewayMemory,
      PORT: String(hub.ports.gateway),
      PUBLIC_URL: addresses.gateway,
      REGISTRY_URL: addresses.registry,
      ISSUER_URL: addresses.issuer,
      // The registry brings the tables up to date: a gateway's keeper only reads and writes rows.
      ...auditOf(hub, ['AUDIT_DATABASE_URL']),
    },
  }
}

/** One process an agency. */
export function agencyPlans(hub: HubSetting): readonly PartPlan[] {
  const addresses = addressesOf(hub.ports)
  return hub.agencies.map(({ id, folder, databaseVariable }) => ({
    name: id,
    main: join(root, 'subgraphs', folder, 'src/main.ts'),
    env: {
      ...shared(hub, id),
      PORT: String(hub.ports[id]),
      PUBLIC_URL: addresses.agency(id),
      REGISTRY_URL: addresses.registry,
      ...databaseOf(hub, id, databaseVariable.replace('_DATABASE_URL', '')),
    },
  }))
}

function shared(hub: HubSetting, name: string): Record<string, string> {
  return {
    XINQIAO_PROFILE: 'development',
    HUB_CLOCK: hub.clock,
    HOST: '127.0.0.1',
    STATE_DIR: join(hub.stateDir, name),
    KEYS_DIR: hub.keysDir,
    OFFICE_ROOT: join(hub.keysDir, 'office-root.public.jwk.json'),
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'info',
    ...(hub.catalogFile === null ? {} : { CATALOG_FILE: hub.catalogFile }),
  }
}

/** Where the keepers of the logs put payloads and index. */
function auditOf(
  hub: HubSetting,
  names: readonly string[] = ['AUDIT_DATABASE_URL', 'AUDIT_MIGRATION_URL'],
): Record<string, string> {
  const all = databaseOf(hub, 'audit', 'AUDIT')
  return Object.fromEntries(Object.entries(all).filter(([name, value]) => names.includes(name) && value !== ''))
}

/** A database of the user's own choice wins over the embedded one. */
function databaseOf(hub: HubSetting, name: string, prefix: string): Record<string, string> {
  const own = process.env[`${prefix}_DATABASE_URL`]
  const ownMigration = process.env[`${prefix}_MIGRATION_URL`]
  const urls = hub.databases.get(name)
  return {
    [`${prefix}_DATABASE_URL`]: own ?? urls?.serviceUrl ?? '',
    [`${prefix}_MIGRATION_URL`]: ownMigration ?? own ?? urls?.migrationUrl ?? '',
  }
}
