/** Our gateway as it runs for everybody, asked both ways, with a token and a proof for each request. */
import type { BenchHub } from '../hub/bench-hub.ts'
import type { LoadClient, LoadTarget } from '../load/load.ts'
import { openAccess } from './access.ts'
import { withDocumentId, withText } from './bodies.ts'
import type { Engine } from './engine.ts'

/** Tokens live five minutes; one that is older is fetched anew before a turn. */
const tokenAgeMaxMs = 180_000
/** The gateway's thread that checks proofs and answers, where it has one. */
const checkThread = 'xinqiao-verify'

/** Both ways to ask the gateway of a running hub. */
export interface GatewayEngines {
  /** By the id of a registered operation. */
  readonly registered: Engine
  /** By the text of the operation, through @apollo/server. */
  readonly interactive: Engine
}

/** The gateway of a running hub; one process, two engines. It ends with its hub. */
export function gatewayEngines(hub: BenchHub): GatewayEngines {
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
  const engine = (name: string, bodyOf: Engine['bodyOf']): Engine => ({
    name,
    pid: hub.gatewayPid,
    answersAlike: true,
    checkThread,
    bodyOf,
    target,
    stop: async () => undefined,
  })
  return { registered: engine('xinqiao', withDocumentId), interactive: engine('xinqiao-apollo-server', withText) }
}
