/** The subgraph of local financial regulation. */
import { readFileSync } from 'node:fs'
import { type AgencyConfig, type RunningSubgraph, startSubgraph } from '@xinqiao/subgraph-kit'
import { financeTables } from './records.ts'
import { financeResolvers } from './resolvers.ts'

export { readConfig } from './config.ts'

const sdl = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8')

/** Starts the subgraph: GraphQL for the hub, the ingest door for the agency's own systems. */
export function startFinance(config: AgencyConfig): Promise<RunningSubgraph> {
  return startSubgraph(config, { provider: 'fin', sdl, tables: financeTables, resolvers: financeResolvers })
}
