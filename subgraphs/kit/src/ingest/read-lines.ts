/** Lines of an NDJSON body, one at a time, with flat memory whatever is sent. */
import { TextDecoder } from 'node:util'
import { ingestLineBytesMax } from '../limits.ts'

/** A line by its number (from 1); `null` where it is too long or is not UTF-8. */
export interface BodyLine {
  readonly line: number
  readonly text: string | null
}

const newline = 0x0a

/** Splits a stream of bytes into its lines. Empty lines count and are left out; a longer line than allowed is `null`. */
export async function* readLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<BodyLine> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let line = 0
  let rest: Uint8Array[] = []
  let restBytes = 0
  const take = (): BodyLine | undefined => {
    line += 1
    const tooLong = restBytes > ingestLineBytesMax
    const bytes = Buffer.concat(rest)
    rest = []
    restBytes = 0
    if (tooLong) return { line, text: null }
    const text = decoded(decoder, bytes)
    return text !== null && text.trim() === '' ? undefined : { line, text }
  }
  for await (const chunk of body) {
    let start = 0
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      keep(chunk.subarray(start, end))
      const found = take()
      if (found !== undefined) yield found
      start = end + 1
    }
    keep(chunk.subarray(start))
  }
  if (restBytes > 0) {
    const found = take()
    if (found !== undefined) yield found
  }

  function keep(part: Uint8Array): void {
    restBytes += part.byteLength
    // What is past the limit is counted and let go.
    if (restBytes <= ingestLineBytesMax && part.byteLength > 0) rest.push(part)
  }
}

function decoded(decoder: TextDecoder, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}
