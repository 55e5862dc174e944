/** Starts a subgraph: tables, schema, keys, door; and drains it (faults.md, row 30). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Catalog,
  type Clock,
  dataStandards,
  type ProviderId,
  provincialCatalog,
  readCatalog,
  readClock,
  readYaml,
} from '@xinqiao/schema'
import { openCallLog } from './call-log.ts'
import type { AgencyConfig } from './config.ts'
import { openSignedDoor, type SignedDoor } from './door/signed-door.ts'
import { type KitEvents, openEvents } from './events.ts'
import { fieldCipher } from './field-encryption.ts'
import { type SubgraphResolvers } from './graphql/item-resolvers.ts'
import { openOperations } from './graphql/operations.ts'
import { forbiddenWords } from './ingest/forbidden-words.ts'
import type { IngestRules } from './ingest/ingest-rules.ts'
import { openOfficeKeys } from './keys/office-keys.ts'
import { drainMs } from './limits.ts'
import { openServer } from './server.ts'
import type { RouteAdder } from './server-parts.ts'
import { migrate, type TablePlan } from './store/migrate.ts'
import { openStore, type Store } from './store/open-store.ts'
import { recordStore } from './store/record-store.ts'

/** Makes an agency's resolvers for the catalog in force. */
export type ResolverMaker = (catalog: Catalog) => SubgraphResolvers

/** What is one agency's own. */
export interface Agency {
  readonly provider: ProviderId
  readonly sdl: string
  readonly tables: TablePlan
  readonly resolvers: ResolverMaker
  /** Endpoints besides the kit's (the office's facts). */
  readonly routes?: (parts: SubgraphParts) => RouteAdder
}

/** What an agency's own endpoints are made from. */
export interface SubgraphParts {
  readonly store: Store
  readonly door: SignedDoor
  readonly clock: Clock
  readonly events: KitEvents
  readonly config: AgencyConfig
}

/** A subgraph that answers. `close` lets requests in flight end. */
export interface RunningSubgraph {
  readonly url: string
  close(): Promise<void>
}

/**
 * Starts one agency's subgraph.
 * @throws KitError `STORE_UNAVAILABLE`; SchemaError for a catalog that cannot be read
 */
export async function startSubgraph(config: AgencyConfig, agency: Agency): Promise<RunningSubgraph> {
  const { provider } = agency
  const events = openEvents(provider, config.logLevel)
  const catalog = config.catalogFile === null ? provincialCatalog() : catalogOf(config.catalogFile)
  const clock = readClock(config.clock)
  await migrate(config.migrationUrl, config.databaseUrl, agency.tables)
  const store = openStore(config.databaseUrl, provider, (error) => events.failed('store', error))
  const cipher = fieldCipher(config.keys.records)
  const standards = dataStandards()
  const keys = openOfficeKeys({
    registryUrl: config.registryUrl,
    officeRoot: config.officeRoot,
    onRefresh: (count) => events.keysRefreshed(count),
    onFailure: (error) => events.keysUnavailable(error),
  })
  const door = openSignedDoor(config, keys)
  const rules: IngestRules = {
    provider,
    catalog,
    standards,
    clock,
    refKey: config.keys.ref,
    cipher,
    words: forbiddenWords(catalog),
  }
  const server = openServer({
    door,
    events,
    operations: openOperations({
      sdl: agency.sdl,
      resolvers: agency.resolvers(catalog),
      catalog,
      onFailure: (error) => events.failed('field', error),
    }),
    source: recordStore(store.pool, cipher, standards),
    calls: await openCallLog(join(config.stateDir, 'calls')),
    store,
    rules,
    routes: agency.routes?.({ store, door, clock, events, config }) ?? (() => undefined),
  })
  const url = await server.listen(config.host, config.port)
  door.setPublicUrl(config.publicUrl ?? url)
  events.started(url)
  return { url, close: () => close(() => server.close(), store, events) }
}

async function close(closeServer: () => Promise<void>, store: Store, events: KitEvents): Promise<void> {
  const late = new Promise<void>((done) => setTimeout(done, drainMs).unref())
  await Promise.race([closeServer(), late])
  await store.close()
  events.stopped()
}

function catalogOf(file: string): Catalog {
  return readCatalog(readYaml(readFileSync(file, 'utf8'), file).value, file)
}
