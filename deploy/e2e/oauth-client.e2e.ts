/** A client library that is not ours gets a token and asks; everything else is refused with its code, and no agency is called. */
import { join } from 'node:path'
import * as oauth from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callLog } from './asking.ts'
import { type HubUnderTest, startHubUnderTest } from './hub-under-test.ts'

const agencies = ['amr', 'tax', 'court', 'tour', 'fin', 'office'] as const
const question = JSON.stringify({ query: '{ organization(uscc: "914601000000A00134") { amr { regBasic { name } } } }' })

let hub: HubUnderTest
let client: oauth.Configuration

beforeAll(async () => {
  hub = await startHubUnderTest({ data: join(import.meta.dirname, 'sample-hub') })
  const { kid, ...jwk } = hub.readKey(hub.file.clients['tax-app']?.key ?? '') as Record<string, string>
  const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
  client = await oauth.discovery(
    new URL(hub.file.issuer),
    'tax-app',
    undefined,
    oauth.PrivateKeyJwt(kid === undefined ? key : { key, kid }),
    {
      execute: [oauth.allowInsecureRequests],
      algorithm: 'oauth2',
    },
  )
})

afterAll(async () => hub.stop())

interface Grant {
  readonly token: string
  readonly proof: oauth.DPoPHandle
}

async function grant(detail: Record<string, unknown>): Promise<Grant> {
  const proof = oauth.getDPoPHandle(client, await oauth.randomDPoPKeyPair('ES256'))
  const details = [{ type: 'credit_query', official: { ref: 'task:story', role: 'story' }, ...detail }]
  const answer = await oauth.clientCredentialsGrant(
    client,
    { authorization_details: JSON.stringify(details) },
    { DPoP: proof },
  )
  return { token: answer.access_token, proof }
}

const lawful = { contract: 'CT-TAX-01', purpose: 'TAX_CREDIT', case: '琼税案〔2026〕1号' }

/** The library throws on a challenge; the story looks at the answer behind it. */
async function askWith({ token, proof }: Grant): Promise<Response> {
  const headers = new Headers({ 'content-type': 'application/json', accept: 'application/graphql-response+json' })
  const url = new URL(`${hub.file.gateway}/graphql`)
  try {
    return await oauth.fetchProtectedResource(client, token, url, 'POST', question, headers, { DPoP: proof })
  } catch (error) {
    if (error instanceof oauth.WWWAuthenticateChallengeError) return error.response
    throw error
  }
}

async function callsOfAll(): Promise<readonly number[]> {
  return Promise.all(agencies.map(async (agency) => (await callLog(hub, agency)).length))
}

async function refusedWithoutCalls(ask: () => Promise<Response>, status: number, code: string): Promise<void> {
  const before = await callsOfAll()
  const response = await ask()
  expect(response.status).toBe(status)
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] })
  expect(response.headers.get('hub-receipt')).toMatch(/\/\d+$/)
  expect(await callsOfAll()).toEqual(before)
}

test('[OPI-XXI.a] an independent client gets a token bound to its key, asks and is answered', async () => {
  const response = await askWith(await grant(lawful))
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({
    data: { organization: { amr: { regBasic: { name: '海口试验旅行社有限公司' } } } },
  })
})

describe('at the token endpoint', () => {
  test.each([
    ['[REG-16.2c] a purpose the contract lacks', { ...lawful, purpose: 'PUBLIC_FUNDS' }, 'PURPOSE_MISMATCH'],
    [
      '[D17] a contract of another consumer',
      { ...lawful, contract: 'CT-TOUR-01', purpose: 'DAILY_SUPERVISION' },
      'CONTRACT_INACTIVE',
    ],
    ['[D17] a contract that does not exist', { ...lawful, contract: 'CT-NONE-99' }, 'CONTRACT_INACTIVE'],
    ['a question without its case', { contract: lawful.contract, purpose: lawful.purpose }, 'CASE_REQUIRED'],
  ])('%s gets no token', async (_title, detail, code) => {
    const before = await callsOfAll()
    const refusal: unknown = await grant(detail).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(oauth.ResponseBodyError)
    expect((refusal as oauth.ResponseBodyError).cause).toMatchObject({
      error: 'invalid_authorization_details',
      hub_code: code,
    })
    expect(await callsOfAll()).toEqual(before)
  })
})

describe('at the gateway', () => {
  const post = (headers: Record<string, string>): Promise<Response> =>
    fetch(`${hub.file.gateway}/graphql`, {
      method: 'POST',
      body: question,
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
    })

  test('[D17] a token without its proof is refused, and nothing says which check failed', async () => {
    const { token } = await grant(lawful)
    await refusedWithoutCalls(() => post({ authorization: `DPoP ${token}` }), 401, 'UNAUTHENTICATED')
  })

  test('a bound token as a bearer token is refused', async () => {
    const { token } = await grant(lawful)
    await refusedWithoutCalls(() => post({ authorization: `Bearer ${token}` }), 401, 'UNAUTHENTICATED')
  })

  test('a proof that was used before is refused', async () => {
    const { token, proof } = await grant(lawful)
    let sent: Record<string, string> = {}
    client[oauth.customFetch] = (url, options) => {
      sent = Object.fromEntries(new Headers(options.headers))
      return fetch(url, options as RequestInit)
    }
    const first = await askWith({ token, proof })
    Reflect.deleteProperty(client, oauth.customFetch)
    expect(first.status).toBe(200)
    await refusedWithoutCalls(
      () => post({ authorization: sent['authorization'] ?? '', dpop: sent['dpop'] ?? '' }),
      401,
      'UNAUTHENTICATED',
    )
  })

  test("a token of somebody else with a proof of one's own is refused", async () => {
    const mine = await grant(lawful)
    const other = await grant(lawful)
    await refusedWithoutCalls(() => askWith({ token: other.token, proof: mine.proof }), 401, 'UNAUTHENTICATED')
  })

  test('a token with one byte changed is refused', async () => {
    const { token, proof } = await grant(lawful)
    const at = token.lastIndexOf('.') + 10
    const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
    await refusedWithoutCalls(() => askWith({ token: changed, proof }), 401, 'UNAUTHENTICATED')
  })

  test('a revoked token is refused within a second', async () => {
    const { token, proof } = await grant(lawful)
    await oauth.tokenRevocation(client, token)
    await expect.poll(async () => (await askWith({ token, proof })).status, { timeout: 1_000, interval: 50 }).toBe(401)
  })
})

test('[OPI-XXI.a] an agency answers nobody but the hub: an unsigned call is refused', async () => {
  for (const agency of agencies) {
    const response = await fetch(`${hub.file.agencies[agency]?.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ _service { sdl } }"}',
    })
    expect(response.status).toBe(401)
  }
})
