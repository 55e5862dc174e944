import { calculateJwkThumbprint } from 'jose'
import { describe, expect, test } from 'vitest'
import { signAccessToken } from './access-token.ts'
import { createJwksSource, fixedJwks } from './jwks-source.ts'
import { okpThumbprint } from './signature-key.ts'
import {
  audience,
  client,
  clientKeys,
  detail,
  edKeys,
  issuer,
  jkt,
  now,
  readToken,
  reasonOf,
  tokenKeys,
} from './token-fixtures.ts'
import { generateKeyPairJwk, jwkThumbprint, signDocument, verifyDocument } from './tokens.ts'
import { VerifiedTokens } from './verified-tokens.ts'

const sign = (): ReturnType<typeof signAccessToken> =>
  signAccessToken({ issuer, audience, clientId: client, detail, jkt, nowSeconds: now }, tokenKeys.privateKey)

describe('access tokens', () => {
  test('[REG-16.2c] a token carries who asks, under which contract, for which purpose, case and official', async () => {
    const { token, expiresAt } = await sign()
    expect(await readToken(token)).toMatchObject({
      issuer,
      clientId: client,
      jkt,
      detail,
      expiresAt,
      certificateThumbprint: null,
      acr: null,
      act: null,
    })
    expect(expiresAt).toBe(now + 300)
  })

  test('a verified token is remembered until it ends or something was revoked', async () => {
    const { token } = await sign()
    const read = await readToken(token)
    const cache = new VerifiedTokens()
    cache.set(token, read, 7)
    expect(cache.get(token, 7, now + 299)).toBe(read)
    expect(cache.get(`${token}x`, 7, now)).toBeUndefined()
    expect(cache.get(token, 8, now)).toBeUndefined()
    cache.set(token, read, 8)
    expect(cache.get(token, 8, now + 300)).toBeUndefined()
  })

  test('the store of verified tokens is bounded', async () => {
    const read = await readToken((await sign()).token)
    const cache = new VerifiedTokens(2)
    for (const name of ['a', 'b', 'c']) cache.set(name, read, 1)
    expect(['a', 'b', 'c'].map((name) => cache.get(name, 1, now) !== undefined)).toEqual([false, true, true])
  })
})

describe('signed documents', () => {
  test.each([
    ['ES256', tokenKeys],
    ['Ed25519', edKeys],
  ] as const)('what %s signed opens with its public half alone', async (_name, keys) => {
    const jws = await signDocument({ number: 7, 名: '琼' }, keys.privateKey, 'xinqiao-bundle+jws')
    expect(await verifyDocument(jws, [clientKeys.publicKey, keys.publicKey], 'xinqiao-bundle+jws')).toEqual({
      number: 7,
      名: '琼',
    })
    expect(await reasonOf(verifyDocument(jws, [clientKeys.publicKey], 'xinqiao-bundle+jws'))).toBe('KEY_UNKNOWN')
    expect(await reasonOf(verifyDocument(jws, [keys.publicKey], 'xinqiao-keys+jws'))).toBe('TYP')
    const [header, payload, signature] = jws.split('.')
    const other = Buffer.from('{"number":8}').toString('base64url')
    expect(
      await reasonOf(verifyDocument(`${header}.${other}.${signature}`, [keys.publicKey], 'xinqiao-bundle+jws')),
    ).toBe('SIGNATURE')
    expect(await reasonOf(verifyDocument(`${header}.${payload}`, [keys.publicKey], 'xinqiao-bundle+jws'))).toBe('FORM')
  })

  test('keys are named by their RFC 7638 thumbprint, made here or elsewhere', async () => {
    for (const algorithm of ['ES256', 'Ed25519', 'X25519'] as const) {
      const { privateKey, publicKey } = await generateKeyPairJwk(algorithm)
      expect(await jwkThumbprint(privateKey)).toBe(await calculateJwkThumbprint(publicKey))
      expect(publicKey['kid']).toBe(await jwkThumbprint(publicKey))
      expect(publicKey['d']).toBeUndefined()
    }
  })
})

test.each(['Ed25519', 'X25519'] as const)('the name of an %s key is the same without waiting for it', async (curve) => {
  const { publicKey } = await generateKeyPairJwk(curve)
  expect(okpThumbprint(publicKey, curve)).toBe(publicKey['kid'])
})

describe("an issuer's keys", () => {
  const kid = String(tokenKeys.publicKey['kid'])
  function issuerAt(answer: () => Response | Error): {
    readonly fetched: () => number
    readonly fetch: () => Promise<Response>
  } {
    let fetched = 0
    const fetch = async (): Promise<Response> => {
      fetched += 1
      const made = answer()
      if (made instanceof Error) throw made
      return made
    }
    return { fetched: () => fetched, fetch }
  }
  const keySet = (): Response => Response.json({ keys: [tokenKeys.publicKey, { kty: 'RSA', n: 'x', e: 'AQAB' }] })

  test('are read once for many questions at once, and again after five minutes', async () => {
    let clock = 0
    const remote = issuerAt(keySet)
    const source = createJwksSource('https://issuer.example/jwks', { fetch: remote.fetch, nowMs: () => clock })
    await Promise.all([source.find(kid), source.find(kid), source.find(kid)])
    expect(remote.fetched()).toBe(1)
    clock = 299_999
    await source.find(kid)
    expect(remote.fetched()).toBe(1)
    clock = 300_000
    expect(await source.find(kid)).toMatchObject({ kid })
    expect(remote.fetched()).toBe(2)
  })

  test('an unknown name asks the issuer once in thirty seconds, not more', async () => {
    let clock = 0
    const remote = issuerAt(keySet)
    const source = createJwksSource('https://issuer.example/jwks', { fetch: remote.fetch, nowMs: () => clock })
    for (const at of [0, 1, 29_999]) {
      clock = at
      expect(await source.find('other')).toBeUndefined()
    }
    expect(remote.fetched()).toBe(1)
    clock = 30_000
    await source.find('other')
    expect(remote.fetched()).toBe(2)
  })

  test('the last good ones serve for an hour while the issuer is away, then no key is known', async () => {
    let clock = 0
    let away = false
    const failures: unknown[] = []
    const remote = issuerAt(() => (away ? new Error('away') : keySet()))
    const source = createJwksSource('https://issuer.example/jwks', {
      fetch: remote.fetch,
      nowMs: () => clock,
      onFailure: (error) => failures.push(error),
    })
    await source.find(kid)
    away = true
    clock = 3_600_000
    expect(await source.find(kid)).toMatchObject({ kid })
    clock = 3_600_001
    expect(await reasonOf(source.find(kid))).toBe('KEYS_UNAVAILABLE')
    expect(failures.length).toBe(1)
    away = false
    clock = 3_640_000
    expect(await source.find(kid)).toMatchObject({ kid })
  })

  test('what is no key set is no key', async () => {
    for (const body of ['{}', 'null', '[]', 'x', '{"keys":{}}']) {
      const source = createJwksSource('https://issuer.example/jwks', {
        fetch: async () => new Response(body),
        nowMs: () => 0,
      })
      expect(await reasonOf(source.find(kid))).toBe('KEYS_UNAVAILABLE')
    }
    expect(await fixedJwks([tokenKeys.publicKey]).find('other')).toBeUndefined()
  })
})
