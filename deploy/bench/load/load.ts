/** The load: as many requests under way as there are connections, for so long, keys in turn; every answer is looked at. */
import { type Jwk, signDpopProof } from '@xinqiao/schema'
import { Pool } from 'undici'
import { requestsOfTurnMax } from '../limits.ts'

/** A client of the hub with its token. */
export interface LoadClient {
  readonly token: string
  /** The private key the token is bound to. */
  readonly key: Jwk
}

/** Where and how an engine is asked. */
export interface LoadTarget {
  readonly origin: string
  readonly path: string
  /** Address that proofs are made for. */
  readonly url: string
  /** Clients in turn; none for an engine that asks for no token. */
  readonly clients: readonly LoadClient[]
}

/** One turn. */
export interface LoadJob {
  readonly target: LoadTarget
  readonly bodies: readonly string[]
  readonly connections: number
  readonly seconds: number
  /** Requests expected: so many proofs are signed before the turn begins, those of any further ones in it. */
  readonly expected: number
}

/** What a turn showed. */
export interface LoadResult {
  readonly completed: number
  readonly elapsedMs: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Answers that were none; the first is told. */
  readonly failed: number
  readonly firstFailure: string | null
}

type Headers = Record<string, string>
/** Makes ready, and gives the function that runs the turn: what is measured begins there. */
export async function prepareLoad({
  target,
  bodies,
  connections,
  seconds,
  expected,
}: LoadJob): Promise<() => Promise<LoadResult>> {
  const pool = new Pool(target.origin, { connections, pipelining: 1 })
  const wanted = target.clients.length === 0 ? 0 : Math.min(expected, requestsOfTurnMax)
  const proven: Headers[] = []
  for (let at = 0; at < wanted; at += 1) proven.push(await headersOf(target, at))
  return async () => {
    const times: number[] = []
    let failed = 0
    let firstFailure: string | null = null
    let next = 0
    const begun = performance.now()
    const until = begun + seconds * 1000
    const worker = async (): Promise<void> => {
      while (performance.now() < until && next < requestsOfTurnMax) {
        const at = next
        next += 1
        const headers = proven[at] ?? (await headersOf(target, at))
        const asked = performance.now()
        const failure = await send(pool, target.path, headers, bodies[at % bodies.length] ?? '')
        times.push(performance.now() - asked)
        if (failure === null) continue
        failed += 1
        firstFailure ??= failure
      }
    }
    await Promise.all(Array.from({ length: connections }, worker))
    const elapsedMs = performance.now() - begun
    await pool.close()
    times.sort((a, b) => a - b)
    const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
    return { completed: times.length, elapsedMs, p50Ms: at(0.5), p99Ms: at(0.99), failed, firstFailure }
  }
}

/** Headers of one request, with a proof of its own where the engine asks for one. */
export async function headersOf(target: LoadTarget, at: number): Promise<Headers> {
  const plain = { 'content-type': 'application/json', accept: 'application/graphql-response+json' }
  const client = target.clients[at % Math.max(1, target.clients.length)]
  if (client === undefined) return plain
  const dpop = await signDpopProof({ method: 'POST', url: target.url, accessToken: client.token }, client.key)
  return { ...plain, authorization: `DPoP ${client.token}`, dpop }
}

async function send(pool: Pool, path: string, headers: Headers, body: string): Promise<string | null> {
  const response = await pool.request({ method: 'POST', path, headers, body })
  const text = await response.body.text()
  const isWhole = response.statusCode === 200 && text.startsWith('{"data":{') && !text.includes('"errors":')
  return isWhole ? null : `status ${response.statusCode}: ${text.slice(0, 500)}`
}
