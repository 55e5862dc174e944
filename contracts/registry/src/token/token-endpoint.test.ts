import { openBundle } from '@xinqiao/contracts'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import * as oauth from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publicHalf } from '../config.ts'
import { testFolder } from '../testing/folder.ts'
import { agencyBody, gatewayUrl, type TestRegistry, testRegistry } from '../testing/test-registry.ts'
import { askToken, discovered, lawful } from '../testing/token-client.ts'

let registry: TestRegistry
beforeAll(async () => {
  registry = await testRegistry()
  await registry.signed('PUT', '/agencies/amr', agencyBody('amr'))
  await registry.load(testFolder())
})
afterAll(() => registry.end())

async function grant(client: string, detail: unknown): Promise<oauth.TokenEndpointResponse> {
  const config = await discovered(registry, client)
  const proof = oauth.getDPoPHandle(config, await oauth.randomDPoPKeyPair('ES256'))
  return oauth.clientCredentialsGrant(config, { authorization_details: JSON.stringify([detail]) }, { DPoP: proof })
}

describe('an independent OAuth client', () => {
  test('finds the issuer by its metadata (RFC 8414)', async () => {
    const metadata = (await discovered(registry, 'tax-app')).serverMetadata()
    expect(metadata).toMatchObject({
      issuer: registry.issuer,
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      grant_types_supported: ['client_credentials'],
      authorization_details_types_supported: ['credit_query'],
    })
    expect(metadata.dpop_signing_alg_values_supported).toContain('ES256')
  })

  test('[REG-16.2c] gets a token that names contract, purpose, case and official, bound to its key and good for five minutes', async () => {
    const answer = await grant('tax-app', lawful)
    expect(answer).toMatchObject({ token_type: 'dpop', expires_in: 300 })
    expect(decodeProtectedHeader(answer.access_token)).toMatchObject({ typ: 'at+jwt', alg: 'ES256' })
    const claims = decodeJwt(answer.access_token)
    expect(claims).toMatchObject({
      iss: registry.issuer,
      aud: gatewayUrl,
      client_id: 'tax-app',
      authorization_details: [lawful],
    })
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(300)
    expect(claims['cnf']).toMatchObject({ jkt: expect.any(String) })
  })

  test('the key that signed the token is the one key of the JWKS', async () => {
    const { access_token } = await grant('tax-app', lawful)
    const jwks = (await (await fetch(`${registry.issuer}/jwks`)).json()) as {
      readonly keys: readonly Record<string, unknown>[]
    }
    expect(jwks.keys.map((key) => key['kid'])).toEqual([decodeProtectedHeader(access_token).kid])
    expect(jwks.keys.every((key) => key['d'] === undefined)).toBe(true)
  })

  test('takes a token back, and the next bundle says so before the answer comes (RFC 7009)', async () => {
    const { access_token } = await grant('tax-app', lawful)
    await oauth.tokenRevocation(await discovered(registry, 'tax-app'), access_token)
    const jws = await (await fetch(`${registry.registry}/bundle?after=0`)).text()
    const bundle = await openBundle(jws, [publicHalf(registry.keys.registry.bundle)])
    expect(bundle.revokedTokens.map((token) => token.jti)).toContain(decodeJwt(access_token).jti)
  })

  test("a token that is none is taken back without error, another client's is not", async () => {
    await oauth.tokenRevocation(await discovered(registry, 'tax-app'), 'nonsense')
    const { access_token } = await grant('tax-app', lawful)
    await expect(oauth.tokenRevocation(await discovered(registry, 'tax-second'), access_token)).rejects.toMatchObject({
      error: 'unauthorized_client',
    })
  })
})

describe('before any token exists, in the order of D17', () => {
  const refused = async (client: string, detail: unknown): Promise<unknown> => {
    const { status, body } = await askToken(registry, { client, detail })
    return status === 200 ? 'a token' : [status, body['error'], body['hub_code'], typeof body['hub_article']]
  }
  const refusal = (code: string): unknown => [400, 'invalid_authorization_details', code, 'string']

  test('[D17] [REG-16.2c] a purpose that the contract lacks is refused PURPOSE_MISMATCH', async () => {
    expect(await refused('tax-app', { ...lawful, purpose: 'PUBLIC_FUNDS' })).toEqual(refusal('PURPOSE_MISMATCH'))
  })

  test('[D17] an ended, an unknown and a foreign contract read alike: CONTRACT_INACTIVE', async () => {
    for (const contract of ['CT-TAX-03', 'CT-NOWHERE', 'CT-BANK-01']) {
      expect(await refused('tax-app', { ...lawful, contract })).toEqual(refusal('CONTRACT_INACTIVE'))
    }
  })

  test('[GUI-18c] access ends with the last day of the term: in force on 2026-11-22, not on the 23rd', async () => {
    expect(await refused('tax-app', { ...lawful, contract: 'CT-TAX-03' })).toEqual(refusal('CONTRACT_INACTIVE'))
    const before = await testRegistry({ clock: '2026-11-22T23:59:59+08:00' })
    try {
      await before.signed('PUT', '/agencies/amr', agencyBody('amr'))
      await before.load(testFolder())
      expect((await askToken(before, { detail: { ...lawful, contract: 'CT-TAX-03' } })).status).toBe(200)
    } finally {
      await before.end()
    }
  })

  test('[GUI-14a] [REG-16.1] a bank gets no token for public-affairs sharing, whatever its contract says: CHANNEL_NOT_ALLOWED', async () => {
    expect(await refused('bank-d1-app', { ...lawful, contract: 'CT-BANK-02' })).toEqual(refusal('CHANNEL_NOT_ALLOWED'))
    expect(await refused('bank-d1-app', { type: 'credit_query', contract: 'CT-BANK-01', purpose: 'LOAN' })).toBe(
      'a token',
    )
  })

  test('[D17] public-affairs sharing names case and official, both: CASE_REQUIRED', async () => {
    const { case: caseNumber, official, ...bare } = lawful
    for (const detail of [bare, { ...bare, case: caseNumber }, { ...bare, official }])
      expect(await refused('tax-app', detail)).toEqual(refusal('CASE_REQUIRED'))
    expect(await refused('tax-app', { ...bare, case: caseNumber, official: { ref: 'task:nightly' } })).toBe('a token')
  })

  test('[D17] a platform of another province without an agreement: RECOGNITION_MISSING', async () => {
    expect(await refused('gd-app', { ...lawful, contract: 'CT-GD-01', purpose: 'DAILY_SUPERVISION' })).toEqual(
      refusal('RECOGNITION_MISSING'),
    )
  })

  test('[D17] of two reasons the earlier one is named: a wrong purpose without case is PURPOSE_MISMATCH', async () => {
    expect(await refused('tax-app', { type: 'credit_query', contract: 'CT-TAX-01', purpose: 'PUBLIC_FUNDS' })).toEqual(
      refusal('PURPOSE_MISMATCH'),
    )
    expect(await refused('gd-app', { ...lawful, contract: 'CT-GD-01', purpose: 'LOAN' })).toEqual(
      refusal('RECOGNITION_MISSING'),
    )
  })

  test('[REG-16.2b] only a portal speaks for a verified subject, with the level of its identity check', async () => {
    const self = {
      type: 'credit_query',
      contract: 'self',
      credit_subject: { uscc: '914600000000a0021r' },
      acr: 'urn:xinqiao:aal2',
    }
    const { acr: _acr, ...unchecked } = self
    expect(await refused('portal-app', unchecked)).toEqual(refusal('IDENTITY_NOT_VERIFIED'))
    expect(await refused('tax-app', self)).toEqual(refusal('IDENTITY_NOT_VERIFIED'))
    expect(await refused('portal-app', { ...self, credit_subject: { uscc: '914600000000A00210' } })).toEqual(
      refusal('SUBJECT_ID_INVALID'),
    )
    expect(await refused('tax-app', { ...lawful, credit_subject: self.credit_subject })).toEqual(
      refusal('IDENTITY_NOT_VERIFIED'),
    )
    const { body } = await askToken(registry, { client: 'portal-app', detail: self })
    expect(body['authorization_details']).toEqual([{ ...self, credit_subject: { uscc: '914600000000A0021R' } }])
  })

  test("`duty` is for agencies' officials: a body with a subgraph gets it, a bank does not", async () => {
    const duty = { ...lawful, contract: 'duty', purpose: 'DAILY_SUPERVISION' }
    expect(await refused('amr-app', duty)).toBe('a token')
    expect(await refused('bank-d1-app', duty)).toEqual(refusal('CONTRACT_INACTIVE'))
  })
})
