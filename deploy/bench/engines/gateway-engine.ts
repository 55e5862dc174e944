/** Our gateway as it runs for everybody, asked through @apollo/server with a token and a proof for each request. */
import type { BenchHub } from '../hub/bench-hub.ts'
import type { LoadClient, LoadTarget } from '../load/load.ts'
import { openAccess } from './access.ts'
import { type Engine, sendTo } from './engine.ts'

/** Tokens live five minutes; one that is older is fetched anew before a turn. */
const tokenAgeMaxMs = 180_000

/** The gateway of a running hub. It ends with its hub. */
export function gatewayEngine(hub: BenchHub): Engine {
  let clients: readonly LoadClient[] = []
  let fetchedMs = Number.NEGATIVE_INFINITY
  const url = `${hub.gateway}/graphql`
  const target = async (): Promise<LoadTarget> => {
    if (performance.now() - fetchedMs > tokenAgeMaxMs) {
      clients = await Promise.all(hub.clients.map((client) => openAccess(hub.issuer, client)))
      fetchedMs = performance.now()
    }
    return { origin: hub.gateway, path: '/graphql', url, clients }
  }
  return {
    name: 'xinqiao-apollo-server',
    pid: hub.gatewayPid,
    answersAlike: true,
    target,
    send: async (question) => sendTo(await target(), question),
    stop: async () => undefined,
  }
}
