/** A stolen token alone is worthless: proofs and assertions that were forged, borrowed or used again. */
import { hash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { signClientAssertion, verifyClientAssertion } from './client-assertion.ts'
import { signDpopProof, type VerifyDpopProofOptions, verifyDpopProof } from './dpop-proof.ts'
import { NonceStore } from './nonce-store.ts'
import { client, clientKeys, dpopKeys, edKeys, forge, issuer, jkt, now, reasonOf, tokenKeys } from './token-fixtures.ts'

const url = 'https://hub.example/graphql'
const accessToken = 'a.b.c'
const wish = { method: 'POST', url, accessToken, nowSeconds: now }
const checkProof = (proof: string, change: Partial<VerifyDpopProofOptions> = {}): Promise<string> =>
  reasonOf(
    verifyDpopProof({
      proof,
      method: 'POST',
      url,
      accessToken,
      jkt,
      nowSeconds: now,
      jtiStore: new NonceStore(),
      ...change,
    }),
  )

const { kid: _kid, ...publicDpop } = dpopKeys.publicKey
const proofHeader = { alg: 'ES256', typ: 'dpop+jwt', jwk: publicDpop }
const ath = hash('sha256', accessToken, 'base64url')

describe('proofs of possession', () => {
  test('a proof for this request, token and key is accepted and names its key', async () => {
    const proof = await signDpopProof(wish, dpopKeys.privateKey)
    expect(
      await verifyDpopProof({
        proof,
        method: 'POST',
        url,
        accessToken,
        jkt,
        nowSeconds: now,
        jtiStore: new NonceStore(),
      }),
    ).toEqual({ jkt })
    const ed = await signDpopProof(wish, edKeys.privateKey)
    expect(await checkProof(ed, { jkt: String(edKeys.publicKey['kid']) })).toBe('accepted')
  })

  test('for another method, address or token', async () => {
    expect(await checkProof(await signDpopProof({ ...wish, method: 'GET' }, dpopKeys.privateKey))).toBe('METHOD')
    expect(
      await checkProof(await signDpopProof({ ...wish, url: 'https://evil.example/graphql' }, dpopKeys.privateKey)),
    ).toBe('URL')
    expect(
      await checkProof(await signDpopProof({ ...wish, url: 'https://hub.example/other' }, dpopKeys.privateKey)),
    ).toBe('URL')
    expect(
      await checkProof(await signDpopProof({ ...wish, url: 'http://hub.example/graphql' }, dpopKeys.privateKey)),
    ).toBe('URL')
    expect(await checkProof(await signDpopProof({ ...wish, accessToken: 'another' }, dpopKeys.privateKey))).toBe(
      'BINDING',
    )
    expect(await checkProof(await signDpopProof({ method: 'POST', url, nowSeconds: now }, dpopKeys.privateKey))).toBe(
      'CLAIM_MISSING',
    )
    expect(await checkProof(await signDpopProof({ ...wish, url: `${url}?a=1#b` }, dpopKeys.privateKey))).toBe(
      'accepted',
    )
  })

  test('[REG-26.1 partly] by another key than the one the token is bound to', async () => {
    expect(await checkProof(await signDpopProof(wish, clientKeys.privateKey))).toBe('BINDING')
  })

  test('a second time, or older or younger than half a minute', async () => {
    const jtiStore = new NonceStore()
    const proof = await signDpopProof(wish, dpopKeys.privateKey)
    expect([await checkProof(proof, { jtiStore }), await checkProof(proof, { jtiStore })]).toEqual([
      'accepted',
      'REPLAYED',
    ])
    const at = (seconds: number): Promise<string> => checkProof(proof, { nowSeconds: now + seconds })
    expect([await at(-31), await at(-30), await at(30), await at(31)]).toEqual(['TIME', 'accepted', 'accepted', 'TIME'])
    expect(await checkProof(proof, { jtiStore: new NonceStore({ capacity: 0 }) })).toBe('REPLAY_STORE_FULL')
  })

  test('a private key, a secret, or no key in the proof', async () => {
    const claims = { htm: 'POST', htu: url, iat: now, jti: 'p-1', ath }
    const proof = (jwk: unknown, change: Readonly<Record<string, unknown>> = {}): Promise<string> =>
      checkProof(forge({ ...proofHeader, jwk, ...change }, claims, dpopKeys.privateKey), {}).then((reason) => reason)
    expect(await proof(publicDpop)).toBe('accepted')
    expect(await proof(dpopKeys.privateKey)).toBe('HEADER')
    expect(await proof({ kty: 'oct', k: 'c2VjcmV0' })).toBe('HEADER')
    expect(await proof(undefined)).toBe('HEADER')
    expect(await proof(publicDpop, { typ: 'JWT' })).toBe('TYP')
    expect(await proof(publicDpop, { alg: 'HS256' })).toBe('ALGORITHM')
    expect(await proof(publicDpop, { jku: 'https://evil.example' })).toBe('HEADER')
    expect(await checkProof(forge({ ...proofHeader, alg: 'none' }, claims, null))).not.toBe('accepted')
  })

  test.each(['htm', 'htu', 'iat', 'jti', 'ath'])('the claim %s left out', async (name) => {
    const claims = Object.fromEntries(
      Object.entries({ htm: 'POST', htu: url, iat: now, jti: 'p-1', ath }).filter(([one]) => one !== name),
    )
    expect(await checkProof(forge(proofHeader, claims, dpopKeys.privateKey))).toBe('CLAIM_MISSING')
  })
})

const claims = { iss: client, sub: client, aud: issuer, iat: now, exp: now + 60, jti: 'a-1' }
const checkAssertion = (
  assertion: string,
  jtiStore: NonceStore = new NonceStore(),
  nowSeconds = now,
): Promise<string> =>
  reasonOf(
    verifyClientAssertion(assertion, {
      issuer,
      keysOf: (id) => (id === client ? [clientKeys.publicKey] : undefined),
      jtiStore,
      nowSeconds,
    }),
  )
const forgedAssertion = (
  change: Readonly<Record<string, unknown>>,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> =>
  checkAssertion(
    forge(
      { alg: 'ES256', kid: clientKeys.publicKey['kid'], ...header },
      { ...claims, ...change },
      clientKeys.privateKey,
    ),
  )

describe('client assertions', () => {
  test('prove the client once', async () => {
    const jtiStore = new NonceStore()
    const assertion = await signClientAssertion(
      { clientId: client, audience: issuer, nowSeconds: now },
      clientKeys.privateKey,
    )
    expect([await checkAssertion(assertion, jtiStore), await checkAssertion(assertion, jtiStore)]).toEqual([
      'accepted',
      'REPLAYED',
    ])
    expect(await forgedAssertion({})).toBe('accepted')
  })

  test('for another issuer, for several, or by a client that is not registered', async () => {
    expect(await forgedAssertion({ aud: 'https://other.example' })).toBe('AUDIENCE')
    expect(await forgedAssertion({ aud: [issuer] })).toBe('AUDIENCE')
    expect(await forgedAssertion({ iss: 'bank-d1', sub: 'bank-d1' })).toBe('KEY_UNKNOWN')
    expect(await forgedAssertion({ sub: 'bank-d1' })).toBe('CLIENT')
    const stolen = await signClientAssertion(
      { clientId: client, audience: issuer, nowSeconds: now },
      tokenKeys.privateKey,
    )
    expect(await checkAssertion(stolen)).toBe('KEY_UNKNOWN')
  })

  test('living over a minute, ended, from the future, without end or number', async () => {
    expect(await forgedAssertion({ exp: now + 61 })).toBe('TIME')
    expect(await forgedAssertion({ iat: now - 91, exp: now - 31 })).not.toBe('accepted')
    expect(await forgedAssertion({ iat: now + 31, exp: now + 60 })).toBe('TIME')
    for (const name of ['exp', 'iat', 'jti', 'sub', 'aud'])
      expect(await forgedAssertion({ [name]: undefined })).toBe('CLAIM_MISSING')
    expect(await forgedAssertion({ jti: 'x'.repeat(201) })).toBe('FORM')
  })

  test('an access token or a proof is no assertion', async () => {
    expect(await forgedAssertion({}, { typ: 'at+jwt' })).toBe('TYP')
    expect(await forgedAssertion({}, { typ: 'dpop+jwt' })).toBe('TYP')
    expect(await forgedAssertion({}, { typ: 'JWT' })).toBe('accepted')
  })
})
