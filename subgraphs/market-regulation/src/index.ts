/** The subgraph of market regulation. */
import { readFileSync } from 'node:fs'
import { type AgencyConfig, type RunningSubgraph, startSubgraph } from '@xinqiao/subgraph-kit'
import { marketRegulationTables } from './records.ts'
import { marketRegulationResolvers } from './resolvers.ts'

export { readConfig } from './config.ts'

const sdl = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8')

/** Starts the subgraph: GraphQL for the hub, the ingest door for the agency's own systems. */
export function startMarketRegulation(config: AgencyConfig): Promise<RunningSubgraph> {
  return startSubgraph(config, {
    provider: 'amr',
    sdl,
    tables: marketRegulationTables,
    resolvers: marketRegulationResolvers,
  })
}
