/** A small exchange over HTTP: one request, one bounded answer, one deadline over both. Node's own client, so that a copied folder is enough. */
import type { IncomingMessage, RequestOptions } from 'node:http'

/** An answer, read whole. `type`: its media type without parameters. */
export interface HttpAnswer {
  readonly status: number
  readonly type: string
  readonly body: Buffer
}

/** What is asked. A `body` makes it a POST. */
export interface HttpQuestion {
  readonly url: string
  readonly body?: string
  /** From the first byte sent to the last byte read. */
  readonly timeoutMs: number
  readonly bytesMax: number
  readonly signal?: AbortSignal
}

/**
 * Asks, and follows no redirect. What is asked here may be asked twice: on a kept connection that the other side was just closing it is.
 * @throws Error where nobody answers in time, or at greater length than allowed
 */
export async function exchange(question: HttpQuestion): Promise<HttpAnswer> {
  const deadline = AbortSignal.timeout(question.timeoutMs)
  const signal = question.signal === undefined ? deadline : AbortSignal.any([question.signal, deadline])
  try {
    return await ask(question, { signal })
  } catch (error) {
    if (error instanceof StaleConnection) return await ask(question, { signal, agent: false })
    throw error
  }
}

class StaleConnection extends Error {}

/** `agent` false: on a connection of its own. */
async function ask(
  { url, body, bytesMax }: HttpQuestion,
  how: Pick<RequestOptions, 'signal' | 'agent'>,
): Promise<HttpAnswer> {
  // Thirteen megabytes that a log without witnesses never needs.
  const { request } = url.startsWith('https:') ? await import('node:https') : await import('node:http')
  const text = { 'content-type': 'text/plain; charset=utf-8', 'content-length': Buffer.byteLength(body ?? '') }
  const options = { method: body === undefined ? 'GET' : 'POST', headers: body === undefined ? {} : text, ...how }
  return new Promise((resolve, reject) => {
    const question = request(url, options, (response) => {
      readWhole(response, bytesMax).then(
        (bytes) => resolve({ status: response.statusCode ?? 0, type: mediaType(response), body: bytes }),
        (error: unknown) => {
          question.destroy()
          reject(error)
        },
      )
    })
    question.once('error', (error: NodeJS.ErrnoException) => {
      const isStale = question.reusedSocket && error.code === 'ECONNRESET'
      reject(isStale ? new StaleConnection(error.message, { cause: error }) : error)
    })
    question.end(body)
  })
}

/**
 * All bytes of a message.
 * @throws RangeError beyond `bytesMax`
 */
export async function readWhole(message: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  // The stream stays open behind the thrown error: a server still answers on it.
  for await (const part of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += part.length
    if (length > bytesMax) throw new RangeError(`expected at most ${bytesMax} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts, length)
}

function mediaType(message: IncomingMessage): string {
  return (message.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}
