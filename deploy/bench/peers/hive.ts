/**
 * Hive Gateway in its best correct mode: the Rust planner of Hive Router in its Node runtime, no just-in-time compiling.
 * Loaded by address: its types bring the types of a browser with them, which would then hold for this whole package.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { listen } from '../bare-server.ts'

/** As much of `@graphql-hive/gateway-runtime` as is used here. */
interface HiveRuntime {
  createGatewayRuntime(options: {
    readonly supergraph: string
    readonly unifiedGraphHandler: unknown
    readonly logging: boolean
    readonly graphiql: boolean
    readonly landingPage: boolean
  }): (request: IncomingMessage, response: ServerResponse) => unknown
}

/** Starts it on any free port of loopback; gives its address. */
export async function startPeer(supergraph: string): Promise<string> {
  const runtime = (await import(import.meta.resolve('@graphql-hive/gateway-runtime'))) as HiveRuntime
  const router = (await import(import.meta.resolve('@graphql-hive/router-runtime'))) as {
    readonly unifiedGraphHandler: unknown
  }
  const hive = runtime.createGatewayRuntime({
    supergraph,
    unifiedGraphHandler: router.unifiedGraphHandler,
    logging: false,
    graphiql: false,
    landingPage: false,
  })
  const server = createServer((request, response) => {
    hive(request, response)
  })
  return `${await listen(server)}/graphql`
}
