/** The kit against a small issuer and gateway that check everything with the hub's own verifiers. */
import { generateKeyPairJwk, type Jwk } from '@xinqiao/schema'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ConsumerKitError, openSession, type SessionOptions } from './index.ts'
import { SmallHub } from './testing/small-hub.ts'

let hub: SmallHub
beforeAll(async () => {
  hub = await SmallHub.start()
})
afterAll(() => hub.close())
beforeEach(() => hub.reset())

function options(change: Partial<SessionOptions> = {}): SessionOptions {
  return {
    gateway: hub.url,
    issuer: hub.url,
    clientId: 'tax-app',
    privateKey: hub.clientKey,
    contract: 'CT-42',
    purpose: 'TAX_CREDIT',
    case: '琼税案〔2026〕1号',
    official: { ref: 'p-17', role: 'handler' },
    ...change,
  }
}
async function errorOf(change: Partial<SessionOptions> = {}): Promise<ConsumerKitError> {
  const error: unknown = await (await openSession(options(change))).query('{ __typename }').catch((one: unknown) => one)
  if (error instanceof ConsumerKitError) return error
  throw new Error('expected a ConsumerKitError')
}

describe('a session', () => {
  test('[REG-16.2c] asks with contract, purpose, case and official, and gives back status, body, text and receipt', async () => {
    const session = await openSession(options())
    const answer = await session.query(
      'query Q($uscc: ID!) { organization(uscc: $uscc) { uscc } }',
      { uscc: '91460100G00000007P' },
      'Q',
    )
    expect(answer.status).toBe(200)
    expect(answer.headers['hub-receipt']).toBe('hub/audit/gateway/7')
    expect(answer.body).toMatchObject({
      data: {
        detail: {
          type: 'credit_query',
          contract: 'CT-42',
          purpose: 'TAX_CREDIT',
          case: '琼税案〔2026〕1号',
          official: { ref: 'p-17', role: 'handler' },
        },
        asked: { operationName: 'Q', variables: { uscc: '91460100G00000007P' } },
      },
    })
    expect(JSON.parse(answer.text)).toEqual(answer.body)
  })

  test('one token serves many questions, also many at once, and each question has a proof of its own', async () => {
    const session = await openSession(options())
    await Promise.all([session.query('{ a }'), session.query('{ b }')])
    await session.query('{ c }')
    expect([hub.asked('/token'), hub.asked('/graphql'), hub.asked('/.well-known/oauth-authorization-server')]).toEqual([
      1, 3, 1,
    ])
    expect(
      new Set(hub.calls.filter(({ path }) => path === '/graphql').map(({ headers }) => headers['dpop'])).size,
    ).toBe(3)
  })

  test('a token near its end is asked anew', async () => {
    hub.lifeSeconds = 30
    const session = await openSession(options())
    await session.query('{ a }')
    await session.query('{ b }')
    expect(hub.asked('/token')).toBe(2)
  })

  test('a portal asks for the subject it has identified', async () => {
    const session = await openSession(
      options({ contract: 'self', subject: { uscc: '914600000000A0021R' }, acr: 'aal2' }),
    )
    expect((await session.query('{ a }')).body).toMatchObject({
      data: { detail: { contract: 'self', credit_subject: { uscc: '914600000000A0021R' }, acr: 'aal2' } },
    })
  })

  test('a token that the gateway no longer accepts is replaced once; a second 401 is the answer', async () => {
    hub.instead.set('/graphql', [{ status: 401, body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } }])
    const session = await openSession(options())
    expect((await session.query('{ a }')).status).toBe(200)
    expect(hub.asked('/token')).toBe(2)
    const refused = { status: 401, body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } }
    hub.instead.set('/graphql', [refused, refused])
    expect((await session.query('{ b }')).status).toBe(401)
  })

  test('a nonce that issuer or gateway ask for is put into the proof', async () => {
    hub.instead.set('/token', [{ status: 400, body: { error: 'use_dpop_nonce' }, headers: { 'DPoP-Nonce': 'n-1' } }])
    hub.instead.set('/graphql', [{ status: 401, body: { errors: [] }, headers: { 'DPoP-Nonce': 'n-2' } }])
    expect((await (await openSession(options())).query('{ a }')).status).toBe(200)
    const nonces = hub.calls
      .map(({ headers }) => headers['dpop'])
      .filter((one) => typeof one === 'string')
      .map((proof) => JSON.parse(Buffer.from(proof.split('.')[1] ?? '', 'base64url').toString()).nonce)
    expect(nonces).toEqual([undefined, 'n-1', undefined, 'n-2'])
  })

  test('an overloaded hub is asked again once, after the pause it names', async () => {
    hub.instead.set('/graphql', [
      { status: 503, body: { errors: [{ extensions: { code: 'OVERLOADED' } }] }, headers: { 'Retry-After': '0.01' } },
    ])
    expect((await (await openSession(options())).query('{ a }')).status).toBe(200)
    expect(hub.asked('/graphql')).toBe(2)
  })

  test('a hub that cannot write its audit log is not asked again: the answer is given back', async () => {
    hub.instead.set('/graphql', [{ status: 503, body: { errors: [{ extensions: { code: 'AUDIT_UNAVAILABLE' } }] } }])
    expect((await (await openSession(options())).query('{ a }')).status).toBe(503)
    expect(hub.asked('/graphql')).toBe(1)
  })
})

describe('a question that cannot be asked', () => {
  test('a refusal by law at the token endpoint names its code and article', async () => {
    hub.instead.set('/token', [
      {
        status: 400,
        body: { error: 'invalid_authorization_details', hub_code: 'CONTRACT_INACTIVE', hub_article: 'REG-16.1' },
      },
    ])
    expect(await errorOf()).toMatchObject({ code: 'TOKEN_REFUSED', hubCode: 'CONTRACT_INACTIVE', article: 'REG-16.1' })
    expect(hub.asked('/graphql')).toBe(0)
  })

  test('a wrong key is refused without a reason of law', async () => {
    const other: Jwk = (await generateKeyPairJwk('ES256')).privateKey
    expect(await errorOf({ privateKey: other })).toMatchObject({ code: 'TOKEN_REFUSED', hubCode: null })
  })

  test('metadata of another issuer is not believed', async () => {
    hub.instead.set('/.well-known/oauth-authorization-server', [
      { status: 200, body: { issuer: 'https://evil.example', token_endpoint: `${hub.url}/token` } },
    ])
    expect(await errorOf()).toMatchObject({ code: 'ISSUER_INVALID' })
    expect(hub.asked('/token')).toBe(0)
  })

  test('[REG-26.1 partly] a bearer token is not taken for a bound one', async () => {
    hub.instead.set('/token', [{ status: 200, body: { access_token: 'x', token_type: 'Bearer' } }])
    expect(await errorOf()).toMatchObject({ code: 'TOKEN_REFUSED' })
  })

  test('a hub that is away is UNREACHABLE, and the next question tries again', async () => {
    let away = true
    const session = await openSession(
      options({ fetch: async (url, init) => (away ? Promise.reject(new Error('away')) : fetch(url, init)) }),
    )
    await expect(session.query('{ a }')).rejects.toMatchObject({ code: 'UNREACHABLE' })
    away = false
    expect((await session.query('{ a }')).status).toBe(200)
  })
})
