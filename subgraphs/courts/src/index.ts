/** The subgraph of the courts. */
import { readFileSync } from 'node:fs'
import { type AgencyConfig, type RunningSubgraph, startSubgraph } from '@xinqiao/subgraph-kit'
import { courtsTables } from './records.ts'
import { courtsResolvers } from './resolvers.ts'

export { readConfig } from './config.ts'

const sdl = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8')

/** Starts the subgraph: GraphQL for the hub, the ingest door for the agency's own systems. */
export function startCourts(config: AgencyConfig): Promise<RunningSubgraph> {
  return startSubgraph(config, { provider: 'court', sdl, tables: courtsTables, resolvers: courtsResolvers })
}
