/** Forged, borrowed, downgraded, replayed and cross-issuer credentials (trust.md §9): one refusal, without a hint. */
import { generateKeyPairJwk, type Jwk, jwkThumbprint } from '@xinqiao/schema'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { aConsumer, type DoorAnswer, lawfulDetail, TestDoor } from '../testing/test-door.ts'

let door: TestDoor
let foreign: Jwk

beforeAll(async () => {
  foreign = (await generateKeyPairJwk('ES256')).privateKey
  door = await TestDoor.open()
  door.consumers = [...door.consumers, aConsumer('other', 'other-app')]
  await door.publish()
  await door.start()
})
afterAll(() => door.end())
beforeEach(() => {
  for (const agency of door.agencies.values()) agency.calls.length = 0
})

/** 401, the same bytes as every other, no agency asked. */
function expectUnknown(answer: DoorAnswer): void {
  expect(answer.status).toBe(401)
  expect(answer.headers.get('www-authenticate')).toBe('DPoP')
  expect(answer.body.errors).toHaveLength(1)
  expect(answer.body.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', article: 'STD-OAUTH' })
  for (const agency of door.agencies.values()) expect(agency.calls).toHaveLength(0)
}

const nowSeconds = (): number => Math.floor(Date.now() / 1000)

test('[D17] a good token with a fresh proof is let in', async () => {
  expect((await door.ask()).status).toBe(200)
})

test('[D17] whatever is wrong with token or proof, the answer is the same to the byte', async () => {
  const good = await door.token()
  const attempts: readonly (readonly [string, string | null, string | null])[] = [
    ['no proof', good, null],
    ['a proof without a token', null, await door.proof(good)],
    ['not a token', 'abc.def.ghi', await door.proof('abc.def.ghi')],
    ['a token of another key', await door.token({}, foreign), null],
    ['a token for another audience', await door.token({ audience: 'https://registry.example' }), null],
    ['a token of an unknown issuer', await door.token({ issuer: 'https://evil.example' }), null],
    ['a client of no issuer', await door.token({ clientId: 'nobody' }), null],
    ['an ended token', await door.token({ nowSeconds: nowSeconds() - 4000 }), null],
    ['a token of the future', await door.token({ nowSeconds: nowSeconds() + 4000 }), null],
    ['a token living too long', await door.token({ lifeSeconds: 86_400 }), null],
    ['a token bound to another key', await door.token({ jkt: await jwkThumbprint(foreign) }), null],
    ['a proof of another key', good, await door.proof(good, {}, foreign)],
    ['a proof for another method', good, await door.proof(good, { method: 'GET' })],
    ['a proof for another address', good, await door.proof(good, { url: 'https://evil.example/graphql' })],
    ['an old proof', good, await door.proof(good, { nowSeconds: nowSeconds() - 120 })],
    ['a proof of the future', good, await door.proof(good, { nowSeconds: nowSeconds() + 120 })],
    ['a proof for another token', good, await door.proof(await door.token())],
  ]
  const texts = new Set<string>()
  for (const [name, token, proof] of attempts) {
    const own = token === null || proof !== null ? proof : name === 'no proof' ? null : await door.proof(token)
    const answer = await door.ask({ token, proof: own })
    expectUnknown(answer)
    texts.add(answer.text)
  }
  expect(texts.size).toBe(1)
})

test('a bound token shown as Bearer is refused', async () => {
  const token = await door.token()
  expectUnknown(
    await door.ask({ token: null, headers: { authorization: `Bearer ${token}` }, proof: await door.proof(token) }),
  )
})

test('a proof is good once', async () => {
  const token = await door.token()
  const proof = await door.proof(token)
  const query = '{ __typename }'
  expect((await door.ask({ token, proof, query })).status).toBe(200)
  expectUnknown(await door.ask({ token, proof, query }))
})

test('[REG-26.2a] contract, purpose, case and official come from the token alone', async () => {
  const token = await door.token({ detail: { ...lawfulDetail, purpose: 'DAILY_SUPERVISION' } })
  const answer = await door.ask({
    token,
    body: JSON.stringify({ query: '{ __typename }', extensions: { purpose: 'TAX_CREDIT', contract: 'CT-1' } }),
    headers: { 'hub-purpose': '"TAX_CREDIT"' },
  })
  expect(answer.body.errors?.[0]?.extensions['code']).toBe('PURPOSE_MISMATCH')
})

test('without any token the contract is public', async () => {
  const answer = await door.askAnonymously({ query: '{ __typename }' })
  expect(answer.status).toBe(200)
  expect((await door.entries()).at(-1)).toMatchObject({ contract: 'public@1', agency: 'anonymous', by: 'anonymous' })
})

test('[REG-16.2b] a subject reaches its own records through a portal that identified it, and nobody else does', async () => {
  const self = { type: 'credit_query', contract: 'self' } as const
  const subject = { credit_subject: { uscc: '914601000000A00134' }, acr: 'urn:xinqiao:identified' }
  const code = async (client: string, detail: object): Promise<unknown> => {
    const answer = await door.ask({ client, detail: { ...self, ...detail }, query: '{ __typename }' })
    return answer.body.errors?.[0]?.extensions['code'] ?? answer.status
  }
  expect(await code('portal-app', subject)).toBe(200)
  expect(await code('portal-app', {})).toBe('IDENTITY_NOT_VERIFIED')
  expect(await code('portal-app', { credit_subject: subject.credit_subject })).toBe('IDENTITY_NOT_VERIFIED')
  expect(await code('tax-app', subject)).toBe('IDENTITY_NOT_VERIFIED')
  expect(await code('portal-app', { ...subject, credit_subject: { uscc: '914601000000A00135' } })).toBe(
    'UNAUTHENTICATED',
  )
})

test('a revoked token ends within a second on a running gateway', async () => {
  const token = await door.token({ jti: 'revoked-one' })
  expect((await door.ask({ token })).status).toBe(200)
  door.revokedTokens = [{ jti: 'revoked-one', until: nowSeconds() + 600 }]
  await door.publish()
  await expect.poll(async () => (await door.ask({ token })).status, { timeout: 1000, interval: 20 }).toBe(401)
})

test('a client that is taken off the list ends with the next bundle, its token still running', async () => {
  const token = await door.token({ clientId: 'other-app' })
  expect((await door.ask({ token })).status).toBe(403)
  door.consumers = door.consumers.filter(({ id }) => id !== 'other')
  await door.publish()
  await expect.poll(async () => (await door.ask({ token })).status, { timeout: 1000, interval: 20 }).toBe(401)
})
