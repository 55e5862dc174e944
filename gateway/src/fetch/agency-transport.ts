/** Bytes to an agency and back: keep-alive, no redirects, a cap on what comes. Knows nothing of GraphQL or signatures. */
import { openHttp } from './http-client.ts'
import { openUndici } from './http-undici.ts'

/** One POST. */
export interface AgencyRequest {
  /** Absolute, `http:` or `https:`; the same text each time, so that it is read once. */
  readonly url: string
  /**
   * Lines `name: value\r\n`, joined, ASCII. Never `host`, `connection`, `content-length` or `transfer-encoding`:
   * those are the transport's own.
   */
  readonly headers: string
  readonly body: Buffer | string
}

export interface AgencyAnswer {
  readonly status: number
  /** Without prototype, names in lower case; a repeated header is a list. */
  readonly headers: AnswerHeaders
  /** As on the wire, without its framing: what the digest is over. */
  readonly bytes: Buffer
  /** After decompression; the same object as `bytes` where there was none. */
  readonly body: Buffer
}

export type AnswerHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Why no answer came. `refused`: the connection failed before the first byte of an answer, a stale one among them, so
 * the question may be asked once more. `broken`: after that byte. `aborted`: by the caller, its deadline.
 * `unreadable`: not HTTP/1.1 as we read it, or beyond a cap.
 */
export type TransportFailure = 'refused' | 'broken' | 'aborted' | 'unreadable'

export type AnswerDone = (answer: AgencyAnswer | TransportFailure) => void

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
