/** Questions to the credit office's subgraph, signed like every fetch; an answer counts only with the office's signature under it (trust.md §4). */
import type { BundleAgency } from '@xinqiao/contracts'
import { type HourlyKeys, hourOf, importVerifyKey, type SignatureKey, signFetch, verifyAnswer } from '@xinqiao/schema'
import { Agent, request } from 'undici'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { GatewayError } from '../errors.ts'
import { officeBytesMax, officeConnections } from '../limits.ts'

/** The gateway's own keys. */
export interface OfficeKeys {
  readonly signing: SignatureKey
  readonly hourly: HourlyKeys
}

export interface OfficeQuestion {
  readonly method: 'GET' | 'POST'
  /** Path and query below the office's address. */
  readonly path: string
  readonly body?: unknown
  readonly items?: readonly string[]
  readonly purpose?: string
  readonly requestId: string
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export interface Office {
  /** @throws GatewayError `OFFICE_UNAVAILABLE` for anything but a well-signed 200. */
  ask(question: OfficeQuestion): Promise<unknown>
  close(): Promise<void>
}

export const officeId = 'office'

/** The office as the running bundle names it; a new address is used with the next question. */
export function askOffice(current: () => RunningBundle | null, keys: OfficeKeys): Office {
  const agent = new Agent({ connections: officeConnections, pipelining: 1, maxRedirections: 0 } as Agent.Options)
  return {
    ask: async (question) => {
      const agency = current()?.bundle.agencies.find(({ id }) => id === officeId)
      if (agency === undefined) throw new GatewayError('OFFICE_UNAVAILABLE', 'the bundle names no credit office')
      try {
        return await exchange(agency, question, keys, agent)
      } catch (cause) {
        throw new GatewayError('OFFICE_UNAVAILABLE', 'the credit office does not answer', { cause })
      }
    },
    close: () => agent.destroy(),
  }
}

async function exchange(
  agency: BundleAgency,
  question: OfficeQuestion,
  keys: OfficeKeys,
  agent: Agent,
): Promise<unknown> {
  const url = `${agency.url}${question.path}`
  const body = question.body === undefined ? undefined : Buffer.from(JSON.stringify(question.body))
  const nowSeconds = Date.now() / 1000
  const key = agency.fetchAuth === 'ed25519' ? keys.signing : keys.hourly.keyOf(agency.agreementKey, hourOf(nowSeconds))
  const context = {
    contract: '',
    purpose: question.purpose ?? '',
    case: '',
    official: '',
    requestId: question.requestId,
  }
  const headers = signFetch({ method: question.method, url, body, items: question.items ?? [], ...context }, key)
  const timeout = AbortSignal.timeout(question.timeoutMs)
  const answer = await request(url, {
    method: question.method,
    headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
    body: body ?? null,
    dispatcher: agent,
    signal: question.signal === undefined ? timeout : AbortSignal.any([question.signal, timeout]),
  })
  const bytes = await bounded(answer.body)
  if (answer.statusCode !== 200) throw new Error(`expected 200, got ${answer.statusCode}`)
  verifyAnswer(
    {
      status: answer.statusCode,
      headers: answer.headers,
      body: bytes,
      request: { method: question.method, url, headers },
    },
    { key: importVerifyKey(agency.key), nowSeconds: Date.now() / 1000 },
  )
  return JSON.parse(bytes.toString('utf8'))
}

async function bounded(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > officeBytesMax) throw new Error(`expected at most ${officeBytesMax} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
