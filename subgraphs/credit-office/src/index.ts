/** The provincial credit office's subgraph: its own items, and the facts that change by the second. */
import { readFileSync } from 'node:fs'
import {
  type AgencyConfig,
  type RouteAdder,
  type RunningSubgraph,
  type SubgraphParts,
  startSubgraph,
} from '@xinqiao/subgraph-kit'
import type { Kysely } from 'kysely'
import { consentsRoutes } from './consents/routes.ts'
import { loadRoutes } from './facts/load.ts'
import { officeTables } from './records.ts'
import { officeResolvers } from './resolvers.ts'
import { standingsRoutes } from './standings/routes.ts'
import { standingsBell } from './standings/stream.ts'
import type { OfficeTables } from './tables.ts'

export { readConfig } from './config.ts'

const sdl = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8')

/** Starts the subgraph: GraphQL and facts for the hub, the ingest door and the load for the office. */
export function startCreditOffice(config: AgencyConfig): Promise<RunningSubgraph> {
  return startSubgraph(config, {
    provider: 'office',
    sdl,
    tables: officeTables,
    resolvers: officeResolvers(config),
    routes: factRoutes,
  })
}

function factRoutes({ store, door, clock, config }: SubgraphParts): RouteAdder {
  // The same database and pool, seen with the office's further tables.
  const db = store.db as unknown as Kysely<OfficeTables>
  const bell = standingsBell()
  const adders = [
    standingsRoutes({ db, door, bell }),
    consentsRoutes({ db, door }),
    loadRoutes({ db, door, bell, clock, refKey: config.keys.ref }),
  ]
  return (app) => {
    for (const add of adders) add(app)
  }
}
