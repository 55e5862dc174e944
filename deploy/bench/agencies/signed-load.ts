/** The load: calls to agencies in turn, signed as the gateway signs them where the agency asks for it; every answer is looked at. */
import { type FetchContext, HourlyKeys, hourOf, type Jwk, type SignatureKey, signFetch } from '@xinqiao/schema'
import { Pool } from 'undici'

/** One agency and what it is asked. `sign: null` asks without a signature. */
export interface CallTarget {
  readonly url: string
  readonly items: readonly string[]
  readonly bodies: readonly string[]
  readonly sign: { readonly hubAgreement: Jwk; readonly agencyAgreement: Jwk } | null
}

export interface CallJob {
  readonly target: CallTarget
  readonly connections: number
  /** How many calls; a number rather than a time, so that a slow machine warms its compilers as well as a quick one. */
  readonly calls: number
}

export interface CallResult {
  readonly failed: number
  readonly firstFailure: string | null
}

const context: Omit<FetchContext, 'items' | 'requestId'> = {
  contract: 'BENCH-01@1',
  purpose: 'TAX_CREDIT',
  case: '琼税案〔2026〕9号',
  official: 'task:bench',
}

/** Runs one turn on one agency. */
export async function runCalls({ target, connections, calls }: CallJob): Promise<CallResult> {
  const pool = new Pool(target.url, { connections, pipelining: 1 })
  const headers = headersOf(target)
  let failed = 0
  let firstFailure: string | null = null
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < calls) {
      const at = next
      next += 1
      const body = target.bodies[at % target.bodies.length] ?? ''
      const failure = await send(pool, headers(body, at), body)
      if (failure === null) continue
      failed += 1
      firstFailure ??= failure
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  await pool.close()
  return { failed, firstFailure }
}

/** Headers of one call. */
export function headersOf({ url, items, sign }: CallTarget): (body: string, at: number) => Record<string, string> {
  const plain = { 'content-type': 'application/json', accept: 'application/json' }
  if (sign === null) return () => plain
  const hourly = new HourlyKeys('hub', sign.hubAgreement)
  const key = (): SignatureKey => hourly.keyOf(sign.agencyAgreement, hourOf(Date.now() / 1000))
  return (body, at) => {
    const fetch = { ...context, items, requestId: `r-${at}`, method: 'POST', url: `${url}/graphql` } as const
    return { ...signFetch({ ...fetch, body: Buffer.from(body) }, key()), ...plain }
  }
}

async function send(pool: Pool, headers: Record<string, string>, body: string): Promise<string | null> {
  const response = await pool.request({ method: 'POST', path: '/graphql', headers, body })
  const text = await response.body.text()
  const isWhole = response.statusCode === 200 && text.startsWith('{"data":{') && !text.includes('"errors":')
  return isWhole ? null : `status ${response.statusCode}: ${text.slice(0, 500)}`
}
