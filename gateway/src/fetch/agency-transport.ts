/** Bytes to an agency and back: keep-alive, no redirects, a cap on what comes. Knows nothing of GraphQL or signatures. */
import type { AgencyRequest, AnswerDone } from './agency-answer.ts'
import { openHttp } from './http-client.ts'
import { openUndici } from './http-undici.ts'

export type { AgencyAnswer, TransportFailure } from './agency-answer.ts'

export interface AgencyTransport {
  /**
   * One POST on one connection, never repeated here. `done` is called exactly once, never before `send` has returned.
   * Returns what aborts it: the connection ends and `done` gets `aborted`; after `done` it does nothing.
   */
  send(request: AgencyRequest, done: AnswerDone): () => void
  /** Ends all connections; what is under way ends as a failure. */
  close(): Promise<void>
}

/** Opens the transport: the hub's own client, undici where the agency stands behind TLS. Connections are opened at the first request. */
export function openTransport(): AgencyTransport {
  const [plain, tls] = [openHttp(), openUndici()]
  return {
    send: (request, done) => (request.url.startsWith('http:') ? plain : tls).send(request, done),
    close: async () => {
      await Promise.all([plain.close(), tls.close()])
    },
  }
}
