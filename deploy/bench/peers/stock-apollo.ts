/** @apollo/server before @apollo/gateway as their guides begin: the standalone server, the default data source, nothing set. */
import { ApolloGateway } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'

const host = '127.0.0.1'

/** Starts it on any free port of loopback; gives its address. */
export async function startPeer(supergraph: string): Promise<string> {
  const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl: supergraph }) })
  const { url } = await startStandaloneServer(server, { listen: { host, port: 0 } })
  return new URL(url).href
}
