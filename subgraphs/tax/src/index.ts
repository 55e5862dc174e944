/** The subgraph of the tax service. */
import { readFileSync } from 'node:fs'
import { type AgencyConfig, type RunningSubgraph, startSubgraph } from '@xinqiao/subgraph-kit'
import { taxTables } from './records.ts'
import { taxResolvers } from './resolvers.ts'

export { readConfig } from './config.ts'

const sdl = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8')

/** Starts the subgraph: GraphQL for the hub, the ingest door for the agency's own systems. */
export function startTax(config: AgencyConfig): Promise<RunningSubgraph> {
  return startSubgraph(config, { provider: 'tax', sdl, tables: taxTables, resolvers: taxResolvers })
}
