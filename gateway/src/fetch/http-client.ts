/** An HTTP/1.1 client for `http:` agencies that does what an agency's answer needs and nothing else. */
import type { AgencyRequest, AnswerDone, TransportFailure } from './agency-answer.ts'
import { HttpAgency } from './http-agency.ts'
import type { AnswerReader } from './http-answer.ts'
import type { Asked, Connection } from './http-connection.ts'
import { decodeBody } from './http-decode.ts'
import type { HttpClient } from './http-undici.ts'
import { connectionsSweepMs, knownUrlsMax } from './limits.ts'

/** An address, read once. */
interface Target {
  readonly origin: string
  readonly host: string
  readonly port: number
  /** Request line and host. */
  readonly start: string
}

const defaultPort = 80

/** Connections by origin, opened at the first request. */
export function openHttp(): HttpClient {
  const [targets, agencies] = [new Map<string, Target>(), new Map<string, HttpAgency>()]
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  const sweep = (): void => {
    const now = performance.now()
    for (const [origin, agency] of agencies) {
      agency.sweep(now)
      if (agency.isIdle) agencies.delete(origin)
    }
    if (agencies.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }
  const targetOf = (url: string): Target => {
    if (targets.size >= knownUrlsMax) targets.clear()
    const target = readTarget(url)
    targets.set(url, target)
    return target
  }
  const agencyOf = ({ origin, host, port }: Target): HttpAgency => {
    const agency = new HttpAgency(host, port)
    agencies.set(origin, agency)
    timer ??= setInterval(sweep, connectionsSweepMs).unref()
    return agency
  }
  return {
    send(request, done) {
      const target = targets.get(request.url) ?? targetOf(request.url)
      const exchange = new Exchange(written(target.start, request), done)
      if (isClosed || !isWhole(request.headers)) return exchange.refuse()
      const agency = agencies.get(target.origin) ?? agencyOf(target)
      return agency.ask(exchange) ? () => exchange.abort(agency) : exchange.refuse()
    },
    async close() {
      isClosed = true
      clearInterval(timer)
      for (const agency of agencies.values()) agency.close()
      agencies.clear()
    },
  }
}

/** From a question to its outcome, which is told once. */
class Exchange implements Asked {
  readonly request: Buffer | string
  connection: Connection | null = null
  readonly #done: AnswerDone
  #isDone = false

  constructor(request: Buffer | string, done: AnswerDone) {
    this.request = request
    this.#done = done
  }

  settle(outcome: AnswerReader | TransportFailure): void {
    if (typeof outcome === 'string') {
      this.#end(outcome)
      return
    }
    const { head } = outcome
    if (head === null) return
    const bytes = outcome.takeBody()
    decodeBody(bytes, head.headers['content-encoding'], (body) =>
      this.#end(body === null ? 'unreadable' : { status: head.status, headers: head.headers, bytes, body }),
    )
  }

  abort(agency: HttpAgency): void {
    if (this.#isDone) return
    this.#isDone = true
    agency.abort(this)
    process.nextTick(this.#done, 'aborted')
  }

  refuse(): () => void {
    process.nextTick(() => this.#end('refused'))
    return () => {}
  }

  #end(answer: Parameters<AnswerDone>[0]): void {
    if (this.#isDone) return
    this.#isDone = true
    this.#done(answer)
  }
}

/** Head and body as one: one write, one packet where it fits. */
function written(start: string, { headers, body }: AgencyRequest): Buffer | string {
  const head = `${start}${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n`
  if (typeof body === 'string') return head + body
  const bytes = Buffer.allocUnsafe(Buffer.byteLength(head) + body.length)
  body.copy(bytes, bytes.write(head))
  return bytes
}

/** No line of ours ends the head early. */
function isWhole(headers: string): boolean {
  return (headers === '' || headers.endsWith('\r\n')) && !headers.startsWith('\r\n') && !headers.includes('\r\n\r\n')
}

function readTarget(url: string): Target {
  const { origin, host, hostname, port, pathname, search } = new URL(url)
  return {
    origin,
    host: hostname.replace(/^\[|\]$/gu, ''),
    port: port === '' ? defaultPort : Number(port),
    start: `POST ${pathname}${search} HTTP/1.1\r\nhost: ${host}\r\n`,
  }
}
