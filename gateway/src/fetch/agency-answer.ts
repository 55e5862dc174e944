/** One question to an agency as bytes, and its answer or why there is none. */

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
