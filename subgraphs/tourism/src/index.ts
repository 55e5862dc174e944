/** The subgraph of tourism and culture. */
import { readFileSync } from 'node:fs'
import { type AgencyConfig, type RunningSubgraph, startSubgraph } from '@xinqiao/subgraph-kit'
import { tourismTables } from './records.ts'
import { tourismResolvers } from './resolvers.ts'

export { readConfig } from './config.ts'

const sdl = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8')

/** Starts the subgraph: GraphQL for the hub, the ingest door for the agency's own systems. */
export function startTourism(config: AgencyConfig): Promise<RunningSubgraph> {
  return startSubgraph(config, { provider: 'tour', sdl, tables: tourismTables, resolvers: tourismResolvers })
}
