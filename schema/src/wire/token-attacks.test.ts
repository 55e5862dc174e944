/** Forged, borrowed, downgraded, replayed and cross-issuer access tokens (trust.md §9, first class). */
import { describe, expect, test } from 'vitest'
import { signAccessToken } from './access-token.ts'
import {
  audience,
  client,
  clientKeys,
  detail,
  edKeys,
  forge,
  issuer,
  jkt,
  lawfulClaims,
  now,
  readToken,
  reasonOf,
  tokenKeys,
} from './token-fixtures.ts'

const kid = tokenKeys.publicKey['kid']
const header = { alg: 'ES256', typ: 'at+jwt', kid }
const tried = (
  claims: unknown,
  change: Readonly<Record<string, unknown>> = {},
  key: Parameters<typeof forge>[2] = tokenKeys.privateKey,
): Promise<string> => reasonOf(readToken(forge({ ...header, ...change }, claims, key)))
const without = (name: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(lawfulClaims()).filter(([one]) => one !== name))

describe('access tokens under attack', () => {
  test('the lawful one is accepted, so that each refusal below has one reason', async () => {
    expect(await tried(lawfulClaims())).toBe('accepted')
    expect(await tried(lawfulClaims(), { alg: 'EdDSA', kid: edKeys.publicKey['kid'] }, edKeys.privateKey)).toBe(
      'accepted',
    )
    expect(await tried(lawfulClaims(), { alg: 'Ed25519', kid: edKeys.publicKey['kid'] }, edKeys.privateKey)).toBe(
      'accepted',
    )
    expect(await tried(lawfulClaims(), { typ: 'application/at+jwt' })).toBe('accepted')
  })

  test('alg none', async () => {
    expect(await tried(lawfulClaims(), { alg: 'none' }, null)).not.toBe('accepted')
    expect(await tried(lawfulClaims(), {}, null)).not.toBe('accepted')
  })

  test('HS256 with the public key as secret', async () => {
    expect(await tried(lawfulClaims(), { alg: 'HS256' }, { secret: JSON.stringify(tokenKeys.publicKey) })).toBe(
      'ALGORITHM',
    )
  })

  test('the algorithm of another key than the one named', async () => {
    expect(await tried(lawfulClaims(), { alg: 'EdDSA' }, edKeys.privateKey)).toBe('ALGORITHM')
    expect(await tried(lawfulClaims(), {}, clientKeys.privateKey)).toBe('SIGNATURE')
    expect(await tried(lawfulClaims(), { kid: 'nobody' })).toBe('KEY_UNKNOWN')
    expect(await tried(lawfulClaims(), { kid: undefined })).toBe('KEY_UNKNOWN')
  })

  test('a key brought along in the header: jwk, jku, x5u, x5c', async () => {
    for (const own of [
      { jwk: clientKeys.publicKey },
      { jku: 'https://evil.example/jwks' },
      { x5u: 'https://evil.example/cert' },
      { x5c: ['MII'] },
    ]) {
      expect(await tried(lawfulClaims(), own, clientKeys.privateKey)).toBe('HEADER')
      expect(await tried(lawfulClaims(), own)).toBe('HEADER')
    }
  })

  test('critical headers, detached payloads and compression', async () => {
    for (const odd of [{ crit: ['x'], x: 1 }, { crit: ['b64'], b64: false }, { zip: 'DEF' }])
      expect(await tried(lawfulClaims(), odd)).not.toBe('accepted')
  })

  test('another kind of token: proof, identity token, client assertion, none named', async () => {
    for (const typ of ['dpop+jwt', 'JWT', 'client-authentication+jwt', undefined])
      expect(await tried(lawfulClaims(), { typ })).toBe('TYP')
  })

  test.each(['exp', 'iat', 'jti', 'client_id', 'cnf', 'authorization_details', 'aud'])(
    'the claim %s left out',
    async (name) => {
      expect(await tried(without(name))).toBe('CLAIM_MISSING')
    },
  )

  test('no issuer, another issuer, or one issuer speaking for a client of another', async () => {
    expect(await tried(without('iss'))).toBe('ISSUER')
    expect(await tried({ ...lawfulClaims(), iss: 'https://other.example' })).toBe('ISSUER')
    expect(await tried({ ...lawfulClaims(), client_id: 'bank-d1' })).toBe('CLIENT')
  })

  test('another audience, or several', async () => {
    expect(await tried({ ...lawfulClaims(), aud: 'https://registry.example' })).toBe('AUDIENCE')
    expect(await tried({ ...lawfulClaims(), aud: [audience] })).toBe('AUDIENCE')
    expect(await tried({ ...lawfulClaims(), aud: [audience, 'https://other.example'] })).toBe('AUDIENCE')
  })

  test('ended, made in the future, or living longer than ten minutes', async () => {
    const { token } = await signAccessToken(
      { issuer, audience, clientId: client, detail, jkt, nowSeconds: now },
      tokenKeys.privateKey,
    )
    const at = (seconds: number): Promise<string> => reasonOf(readToken(token, now + seconds))
    expect([await at(-31), await at(-30), await at(329), await at(330)]).toEqual([
      'TIME',
      'accepted',
      'accepted',
      'EXPIRED',
    ])
    expect(await tried({ ...lawfulClaims(), exp: now + 3600 })).toBe('TIME')
    expect(await tried({ ...lawfulClaims(), exp: now - 100, iat: now })).not.toBe('accepted')
    expect(await tried({ ...lawfulClaims(), nbf: now + 100 })).toBe('TIME')
    expect(await tried({ ...lawfulClaims(), exp: '9999999999' })).not.toBe('accepted')
  })

  test('[REG-16.2c] two purposes in one token, none, another type, or a member the hub does not know', async () => {
    const details = [
      [detail, detail],
      [],
      [{ ...detail, type: 'payment' }],
      [{ ...detail, items: ['tax.arrears'] }],
      detail,
      [[detail]],
      [null],
      [{ type: 'credit_query' }],
    ]
    for (const one of details)
      expect(await tried({ ...lawfulClaims(), authorization_details: one })).toBe('AUTHORIZATION_DETAILS')
  })

  test('a token bound to no key, to two, or to something that is none', async () => {
    for (const cnf of [{}, { jkt: '' }, { jkt: 7 }, 'x', { jkt, 'x5t#S256': 'y' }, { jwk: clientKeys.publicKey }]) {
      expect(await tried({ ...lawfulClaims(), cnf })).toBe('BINDING')
    }
    expect(await tried({ ...lawfulClaims(), cnf: { 'x5t#S256': 'thumbprint' } })).toBe('accepted')
  })

  test('what is no token at all', async () => {
    for (const jwt of [
      '',
      '.',
      '..',
      'a.b.c',
      'x'.repeat(20_000),
      forge(header, null, tokenKeys.privateKey),
      `${forge(header, lawfulClaims(), tokenKeys.privateKey)}.x`,
    ]) {
      expect(await reasonOf(readToken(jwt))).not.toBe('accepted')
    }
    const token = forge(header, lawfulClaims(), tokenKeys.privateKey)
    for (let at = 0; at < token.length; at += 7) {
      const spoilt = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
      expect(await reasonOf(readToken(spoilt))).not.toBe('accepted')
    }
  })
})
