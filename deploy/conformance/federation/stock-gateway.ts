/** Stock @apollo/gateway over the same supergraph: the measure the hub is compared with. */
import { ApolloGateway } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import type { Answer, Ask } from './ask.ts'

export interface StockGateway {
  readonly ask: Ask
  close(): Promise<void>
}

/** Starts it in this process; it asks the subgraphs over HTTP like everybody. */
export async function startStockGateway(supergraphSdl: string): Promise<StockGateway> {
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1'
  const quiet = { debug() {}, info() {}, warn() {}, error() {} }
  const gateway = new ApolloGateway({ supergraphSdl, logger: quiet })
  const server = new ApolloServer({ gateway, logger: quiet, introspection: true })
  await server.start()
  return {
    ask: async ({ query, variables = {} }) => {
      const { body } = await server.executeOperation({ query, variables: { ...variables } })
      if (body.kind === 'incremental') throw new Error('Nothing is asked in parts.')
      return JSON.parse(JSON.stringify(body.singleResult)) as Answer
    },
    close: () => server.stop(),
  }
}
