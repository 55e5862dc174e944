/** A caller that is cheap enough to ask much: one token, a proof a question, no repetition, every answer timed. */
import { generateKeyPairJwk, type Jwk, signClientAssertion, signDpopProof } from '@xinqiao/schema'
import { Pool } from 'undici'
import type { Asking, HubUnderTest } from '../e2e/hub-under-test.ts'

export interface TimedAnswer {
  readonly status: number
  readonly text: string
  readonly ms: number
  /** `Hub-Receipt`. */
  readonly receipt: string | null
}

export interface Caller {
  ask(query: string, variables?: Readonly<Record<string, unknown>>): Promise<TimedAnswer>
  /** Signs now; asks when the function is called. */
  prepare(query: string, variables?: Readonly<Record<string, unknown>>): Promise<() => Promise<TimedAnswer>>
  close(): Promise<void>
}

/** Opens one at a gateway; proofs are made for the hub's public address. */
export async function openCaller(
  hub: Pick<HubUnderTest, 'file' | 'readKey'>,
  as: Asking,
  { origin = hub.file.gateway, keepAlive = true }: { readonly origin?: string; readonly keepAlive?: boolean } = {},
): Promise<Caller> {
  // Without pipelining undici ends the connection with its answer.
  const pool = new Pool(origin, { connections: null, pipelining: keepAlive ? 1 : 0 })
  const { privateKey: key } = await generateKeyPairJwk('ES256')
  const accessToken = await tokenOf(hub, as, key)
  const url = `${hub.file.gateway}/graphql`
  const prepare: Caller['prepare'] = async (query, variables = {}) => {
    const dpop = await signDpopProof({ method: 'POST', url, accessToken }, key)
    const headers = {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      authorization: `DPoP ${accessToken}`,
      dpop,
    }
    const body = JSON.stringify({ query, variables })
    return async () => {
      const startedAt = performance.now()
      const response = await pool.request({ method: 'POST', path: '/graphql', headers, body })
      const text = await response.body.text()
      const receipt = response.headers['hub-receipt']
      return {
        status: response.statusCode,
        text,
        ms: performance.now() - startedAt,
        receipt: typeof receipt === 'string' ? receipt : null,
      }
    }
  }
  return {
    prepare,
    ask: async (query, variables) => (await prepare(query, variables))(),
    // What is under way ends with it; a caller that asks on after its end is a mistake of the story, told elsewhere.
    close: () => pool.destroy().catch(() => {}),
  }
}

async function tokenOf(hub: Pick<HubUnderTest, 'file' | 'readKey'>, as: Asking, key: Jwk): Promise<string> {
  const { issuer } = hub.file
  const metadata: unknown = await (await fetch(`${issuer}/.well-known/oauth-authorization-server`)).json()
  const { token_endpoint: endpoint } = metadata as { readonly token_endpoint: string }
  const detail = {
    type: 'credit_query',
    contract: as.contract,
    purpose: as.purpose,
    ...(as.case === undefined ? {} : { case: as.case }),
    official: { ref: as.official ?? 'task:faults', role: 'story' },
    ...(as.subject === undefined ? {} : { credit_subject: as.subject }),
    ...(as.acr === undefined ? {} : { acr: as.acr }),
  }
  const clientKey = hub.readKey(hub.file.clients[as.client]?.key ?? '')
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { dpop: await signDpopProof({ method: 'POST', url: endpoint }, key) },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: as.client,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await signClientAssertion({ clientId: as.client, audience: issuer }, clientKey),
      authorization_details: JSON.stringify([detail]),
    }),
  })
  const answer = (await response.json()) as { readonly access_token?: string }
  if (answer.access_token === undefined) throw new Error(`The token endpoint refused: ${JSON.stringify(answer)}`)
  return answer.access_token
}

/**
 * Asks by so many at once until the time is over or so many questions were asked; answers in the order in which they came. A
 * fast hub gives more answers in a while than a contract has for a day.
 */
export async function askFor(
  ms: number,
  atOnce: number,
  ask: () => Promise<TimedAnswer>,
  most: number = Number.POSITIVE_INFINITY,
): Promise<readonly TimedAnswer[]> {
  const answers: TimedAnswer[] = []
  const until = performance.now() + ms
  let asked = 0
  const one = async (): Promise<void> => {
    while (performance.now() < until && asked < most) {
      asked += 1
      answers.push(await ask())
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return answers
}

/** The time within which this share of the answers came, milliseconds. */
export function within(answers: readonly TimedAnswer[], share: number): number {
  const times = answers.map(({ ms }) => ms).sort((a, b) => a - b)
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
}
