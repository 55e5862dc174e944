/** The fallback, undici: for agencies behind TLS. */
import { type Dispatcher, Pool } from 'undici'
import type { AgencyRequest, AnswerDone, AnswerHeaders, TransportFailure } from './agency-answer.ts'
import { decodeBody } from './http-decode.ts'
import {
  answerBytesMax,
  connectionAgeMaxMs,
  connectionsPerAgency,
  connectTimeoutMs,
  deadlineMs,
  keepAliveMs,
} from './limits.ts'

export interface HttpClient {
  send(request: AgencyRequest, done: AnswerDone): () => void
  close(): Promise<void>
}

const poolOptions: Pool.Options = {
  connections: connectionsPerAgency,
  pipelining: 1,
  keepAliveTimeout: keepAliveMs,
  keepAliveMaxTimeout: keepAliveMs,
  headersTimeout: deadlineMs,
  bodyTimeout: deadlineMs,
  clientTtl: connectionAgeMaxMs,
  connect: { timeout: connectTimeoutMs },
}

/** Pools by origin, opened at the first request. */
export function openUndici(): HttpClient {
  const pools = new Map<string, Pool>()
  const poolOf = (origin: string): Pool => {
    const pool = pools.get(origin) ?? new Pool(origin, poolOptions)
    pools.set(origin, pool)
    return pool
  }
  return {
    send(request, done) {
      const url = new URL(request.url)
      const exchange = new Exchange(done)
      const path = `${url.pathname}${url.search}`
      const options = { method: 'POST', path, headers: headerList(request.headers), body: request.body } as const
      try {
        poolOf(url.origin).dispatch(options, exchange)
      } catch {
        process.nextTick(() => exchange.fail('refused'))
      }
      return () => exchange.abort()
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()))
      pools.clear()
    },
  }
}

/** One request as undici tells of it. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #done: AnswerDone
  readonly #chunks: Buffer[] = []
  #controller: Dispatcher.DispatchController | undefined
  #isDone = false
  #size = 0
  #status = 0
  #headers: AnswerHeaders = Object.create(null)

  constructor(done: AnswerDone) {
    this.#done = done
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#isDone) controller.abort(new Error('aborted'))
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: AnswerHeaders): void {
    if (status < 200) return
    this.#status = status
    this.#headers = Object.assign(Object.create(null), headers)
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length
    this.#chunks.push(chunk)
    if (this.#size <= answerBytesMax) return
    this.fail('unreadable')
    controller.abort(new Error('too large'))
  }

  onResponseEnd(): void {
    const bytes = Buffer.concat(this.#chunks, this.#size)
    decodeBody(bytes, this.#headers['content-encoding'], (body) => {
      if (body === null) this.fail('unreadable')
      else this.#end({ status: this.#status, headers: this.#headers, bytes, body })
    })
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    if (isUnreadable(error)) this.fail('unreadable')
    else this.fail(this.#status === 0 ? 'refused' : 'broken')
  }

  abort(): void {
    if (this.#isDone) return
    process.nextTick(this.#done, 'aborted')
    this.#isDone = true
    this.#controller?.abort(new Error('aborted'))
  }

  fail(because: TransportFailure): void {
    this.#end(because)
  }

  #end(answer: Parameters<AnswerDone>[0]): void {
    if (this.#isDone) return
    this.#isDone = true
    this.#done(answer)
  }
}

function isUnreadable(error: Error): boolean {
  return error.name === 'HTTPParserError' || error.name === 'HeadersOverflowError'
}

/** undici's own form of headers: names and values in turn. */
function headerList(lines: string): string[] {
  const list: string[] = []
  for (const line of lines.split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) list.push(line.slice(0, colon), line.slice(colon + 1).trim())
  }
  return list
}
