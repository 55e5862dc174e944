/** Bodies as they come: of a stated length, or in chunks (RFC 9112 §7.1). Nothing is held beyond the cap. */
import { isHeaderLine } from './http-head.ts'
import { answerBytesMax, answerHeadBytesMax } from './limits.ts'

/** `more` is awaited, the body is `done`, or it is `bad` and the connection with it. */
export type Progress = 'more' | 'done' | 'bad'

export interface Body {
  /** Takes what was read; the bytes are only lent. */
  feed(read: Buffer): Progress
  /** The body, once it is done. */
  take(): Buffer
  /** Bytes that came after it: they belong to no question. */
  readonly extra: number
}

/** Bytes that an unfilled promise of a long body may hold. */
const firstBytes = 16 * 1024

class Gathered {
  #bytes: Buffer = Buffer.alloc(0)
  size = 0

  add(read: Buffer, from: number, to: number, expected: number): void {
    const needed = this.size + to - from
    if (needed > this.#bytes.length) {
      const room = Math.max(needed, Math.min(expected, Math.max(firstBytes, 2 * this.#bytes.length)))
      const grown = Buffer.allocUnsafe(room)
      this.#bytes.copy(grown, 0, 0, this.size)
      this.#bytes = grown
    }
    read.copy(this.#bytes, this.size, from, to)
    this.size = needed
  }

  take(): Buffer {
    return this.#bytes.subarray(0, this.size)
  }
}

/** A body of a stated length. */
export class SizedBody implements Body {
  extra = 0
  readonly #length: number
  readonly #gathered = new Gathered()

  constructor(length: number) {
    this.#length = length
  }

  feed(read: Buffer): Progress {
    const to = Math.min(read.length, this.#length - this.#gathered.size)
    this.#gathered.add(read, 0, to, this.#length)
    this.extra = read.length - to
    return this.#gathered.size === this.#length ? 'done' : 'more'
  }

  take(): Buffer {
    return this.#gathered.take()
  }
}

const sizeLine = /^([\da-f]{1,16})(?:;[\t\x20-\x7e\x80-\xff]*)?$/iu

/** A body in chunks; extensions and trailers are read and forgotten. */
export class ChunkedBody implements Body {
  extra = 0
  readonly #gathered = new Gathered()
  /** Bytes on the wire, lines of chunks included. */
  #wire = 0
  #left = 0
  #line = ''
  #trailerBytes = 0
  #expects: 'size' | 'end of chunk' | 'trailer' = 'size'

  feed(read: Buffer): Progress {
    this.#wire += read.length
    if (this.#wire > answerBytesMax) return 'bad'
    for (let at = 0; at < read.length; ) {
      if (this.#left > 0) {
        const to = Math.min(read.length, at + this.#left)
        this.#gathered.add(read, at, to, answerBytesMax)
        this.#left -= to - at
        at = to
        continue
      }
      const end = read.indexOf(0x0a, at)
      this.#line += read.toString('latin1', at, end === -1 ? read.length : end + 1)
      if (this.#line.length > answerHeadBytesMax) return 'bad'
      if (end === -1) return 'more'
      at = end + 1
      const progress = this.#takeLine()
      this.extra = read.length - at
      if (progress !== 'more') return progress
    }
    return 'more'
  }

  take(): Buffer {
    return this.#gathered.take()
  }

  #takeLine(): Progress {
    if (!this.#line.endsWith('\r\n')) return 'bad'
    const line = this.#line.slice(0, -2)
    this.#line = ''
    switch (this.#expects) {
      case 'size':
        return this.#takeSize(line)
      case 'end of chunk':
        this.#expects = 'size'
        return line === '' ? 'more' : 'bad'
      case 'trailer':
        this.#trailerBytes += line.length + 2
        if (line === '') return 'done'
        return this.#trailerBytes <= answerHeadBytesMax && isHeaderLine(line) ? 'more' : 'bad'
    }
  }

  #takeSize(line: string): Progress {
    const matched = sizeLine.exec(line)
    if (matched === null) return 'bad'
    this.#left = Number.parseInt(matched[1] ?? '', 16)
    this.#expects = this.#left === 0 ? 'trailer' : 'end of chunk'
    return this.#gathered.size + this.#left > answerBytesMax ? 'bad' : 'more'
  }
}
