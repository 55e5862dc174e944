/** One answer out of the bytes of a connection, wherever they are split. */
import { type Body, ChunkedBody, type Progress, SizedBody } from './http-body.ts'
import { type AnswerHead, readHead } from './http-head.ts'
import { answerHeadBytesMax } from './limits.ts'

const start = 'HTTP/1.1 '
const headEnd = '\r\n\r\n'
const bareLineFeed = /(?:^|[^\r])\n/u
const none: Buffer = Buffer.alloc(0)

/** Reads one answer. */
export class AnswerReader {
  /** Whether any byte came. */
  isBegun = false
  head: AnswerHead | null = null
  /** Whether bytes came after the answer. */
  hasExtra = false
  #body: Body | null = null
  #unread: Buffer = none
  #headBytes = 0

  /** Takes what was read; the bytes are only lent. */
  feed(read: Buffer): Progress {
    this.isBegun = true
    return this.#body === null ? this.#feedHead(read) : this.#feedBody(this.#body, read)
  }

  takeBody(): Buffer {
    return this.#body?.take() ?? none
  }

  /** Heads of status 1xx are passed over; all of them share the cap of one. */
  #feedHead(read: Buffer): Progress {
    let bytes = this.#unread.length === 0 ? read : Buffer.concat([this.#unread, read])
    while (this.head === null) {
      const end = bytes.indexOf(headEnd, 0, 'latin1')
      this.#headBytes += Math.max(end, 0)
      if (this.#headBytes + (end === -1 ? bytes.length : 0) > answerHeadBytesMax) return 'bad'
      if (end === -1) return this.#keep(bytes)
      const head = readHead(bytes.toString('latin1', 0, end))
      // 101 would make it another protocol, which nobody asked for.
      if (head === null || head.status === 101) return 'bad'
      bytes = bytes.subarray(end + headEnd.length)
      if (head.status >= 200) this.head = head
    }
    this.#unread = none
    const { length } = this.head
    this.hasExtra = length === 0 && bytes.length > 0
    if (length === 0) return 'done'
    this.#body = length === 'chunked' ? new ChunkedBody() : new SizedBody(length)
    return this.#feedBody(this.#body, bytes)
  }

  /** What cannot become a head is not waited for. */
  #keep(bytes: Buffer): Progress {
    const text = bytes.toString('latin1')
    if (!text.startsWith(start.slice(0, text.length)) || bareLineFeed.test(text)) return 'bad'
    this.#unread = Buffer.from(bytes)
    return 'more'
  }

  #feedBody(body: Body, read: Buffer): Progress {
    const progress = body.feed(read)
    this.hasExtra = body.extra > 0
    return progress
  }
}
