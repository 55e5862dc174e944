import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { logLeaves } from '@xinqiao/audit-log'
import { generateKeyPairJwk, jwkThumbprint, signClientAssertion } from '@xinqiao/schema'
import { importJWK, type JWK, type JWTHeaderParameters, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testFolder } from '../testing/folder.ts'
import { agencyBody, type TestRegistry, testRegistry } from '../testing/test-registry.ts'
import { askToken, type BareRequest, lawful } from '../testing/token-client.ts'

let registry: TestRegistry
beforeAll(async () => {
  registry = await testRegistry()
  await registry.signed('PUT', '/agencies/amr', agencyBody('amr'))
  await registry.load(testFolder())
})
afterAll(() => registry.end())

const now = (): number => Math.floor(Date.now() / 1000)

/** An assertion with anything changed, signed by the right key unless another is given. */
async function assertion(
  claims: JWTPayload = {},
  header: Partial<JWTHeaderParameters> = {},
  key: JWK = registry.clientKey('tax-app'),
): Promise<string> {
  const whole = {
    iss: 'tax-app',
    sub: 'tax-app',
    aud: registry.issuer,
    iat: now(),
    exp: now() + 60,
    jti: randomUUID(),
    ...claims,
  }
  return new SignJWT(whole)
    .setProtectedHeader({ alg: 'ES256', ...header })
    .sign(await importJWK(key, header.alg ?? 'ES256'))
}

async function proof(claims: JWTPayload = {}, header: Record<string, unknown> = {}): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPairJwk('ES256')
  const { kid: _kid, ...jwk } = publicKey
  const whole = { htm: 'POST', htu: `${registry.issuer}/token`, iat: now(), jti: randomUUID(), ...claims }
  return new SignJWT(whole)
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk, ...header })
    .sign(await importJWK(privateKey as JWK, 'ES256'))
}

async function outcome(request: BareRequest): Promise<unknown> {
  const { status, body } = await askToken(registry, request)
  return [status, body['error'] ?? 'token']
}

const noClient = [401, 'invalid_client']
const noProof = [400, 'invalid_dpop_proof']
const token = [200, 'token']

describe('a forged or borrowed assertion', () => {
  test('the lawful form is accepted, so that every refusal below is for its own reason', async () => {
    expect(await outcome({ assertion: await assertion() })).toEqual(token)
    expect(await outcome({ proof: await proof() })).toEqual(token)
  })

  test('expired, not yet made, or living longer than a minute', async () => {
    for (const claims of [
      { iat: now() - 200, exp: now() - 100 },
      { iat: now() + 100, exp: now() + 130 },
      { exp: now() + 3600 },
    ]) {
      expect(await outcome({ assertion: await assertion(claims) })).toEqual(noClient)
    }
  })

  test('sent twice', async () => {
    const once = await assertion()
    expect(await outcome({ assertion: once })).toEqual(token)
    expect(await outcome({ assertion: once })).toEqual(noClient)
  })

  test('for two audiences, for another one, for the gateway', async () => {
    for (const aud of [
      [registry.issuer, 'https://other.example'],
      [registry.issuer],
      'https://other.example',
      'https://gateway.example',
    ]) {
      expect(await outcome({ assertion: await assertion({ aud }) })).toEqual(noClient)
    }
  })

  test('signed by another client, by an unknown key, by nobody', async () => {
    const stranger = (await generateKeyPairJwk('ES256')).privateKey as JWK
    expect(await outcome({ assertion: await assertion({}, {}, registry.clientKey('bank-d1-app') as JWK) })).toEqual(
      noClient,
    )
    expect(await outcome({ assertion: await assertion({}, {}, stranger) })).toEqual(noClient)
    const unsecured = new UnsecuredJWT({ iss: 'tax-app', sub: 'tax-app', jti: randomUUID() })
      .setAudience(registry.issuer)
      .setIssuedAt()
      .setExpirationTime('1m')
      .encode()
    expect(await outcome({ assertion: unsecured })).toEqual(noClient)
  })

  test('subject and issuer that differ, a stated client_id that differs', async () => {
    expect(await outcome({ assertion: await assertion({ sub: 'amr-app' }) })).toEqual(noClient)
    expect(await outcome({ assertion: await assertion(), form: { client_id: 'amr-app' } })).toEqual(noClient)
  })

  test('algorithm confusion: the public key as a shared secret', async () => {
    const { d: _d, ...publicKey } = registry.clientKey('tax-app')
    const secret = Buffer.from(JSON.stringify(publicKey)).toString('base64url')
    expect(await outcome({ assertion: await assertion({}, { alg: 'HS256' }, { kty: 'oct', k: secret }) })).toEqual(
      noClient,
    )
  })

  test('a key that the token itself brings along or points to', async () => {
    const { privateKey, publicKey } = await generateKeyPairJwk('ES256')
    for (const header of [
      { jwk: publicKey as JWK },
      { jku: 'https://evil.example/jwks' },
      { x5u: 'https://evil.example/cert' },
    ]) {
      expect(await outcome({ assertion: await assertion({}, header, privateKey as JWK) })).toEqual(noClient)
    }
  })

  test('an unknown client and a wrong key read the same, to the byte', async () => {
    const stranger = (await generateKeyPairJwk('ES256')).privateKey
    const unknown = await askToken(registry, {
      assertion: await signClientAssertion({ clientId: 'nobody', audience: registry.issuer }, stranger),
    })
    const wrong = await askToken(registry, {
      assertion: await assertion({}, { kid: await jwkThumbprint(stranger) }, stranger as JWK),
    })
    expect(unknown).toMatchObject({ status: 401 })
    expect(JSON.stringify(unknown.body)).toBe(JSON.stringify(wrong.body))
    expect([...unknown.headers.keys()]).toEqual([...wrong.headers.keys()])
    expect(unknown.headers.get('www-authenticate')).toBe('DPoP')
  })
})

describe('a missing or borrowed proof of possession', () => {
  test('none, for another method, for another address, too old, from the future', async () => {
    expect(await outcome({ proof: null })).toEqual(noProof)
    for (const claims of [
      { htm: 'GET' },
      { htu: 'https://other.example/token' },
      { htu: `${registry.issuer}/revoke` },
      { iat: now() - 120 },
      { iat: now() + 120 },
    ]) {
      expect(await outcome({ proof: await proof(claims) })).toEqual(noProof)
    }
  })

  test('used twice', async () => {
    const once = await proof()
    expect(await outcome({ proof: once })).toEqual(token)
    expect(await outcome({ proof: once })).toEqual(noProof)
  })

  test('with the private key in it, of another type, two at once', async () => {
    const { privateKey } = await generateKeyPairJwk('ES256')
    expect(await outcome({ proof: await proof({}, { jwk: privateKey }) })).toEqual(noProof)
    expect(await outcome({ proof: await proof({}, { typ: 'JWT' }) })).toEqual(noProof)
    expect(await outcome({ proof: `${await proof()}, ${await proof()}` })).toEqual(noProof)
  })

  test('by a symmetric key', async () => {
    const k = Buffer.from('shared secret of nobody, 32 bytes').toString('base64url')
    const forged = await new SignJWT({ htm: 'POST', htu: `${registry.issuer}/token`, iat: now(), jti: randomUUID() })
      .setProtectedHeader({ alg: 'HS256', typ: 'dpop+jwt', jwk: { kty: 'oct', k } as never })
      .sign(Buffer.from(k, 'base64url'))
    expect(await outcome({ proof: forged })).toEqual(noProof)
  })
})

describe('widening a right', () => {
  const details = [400, 'invalid_authorization_details']

  test("another's contract, another purpose, two details, none, another type", async () => {
    for (const detail of [
      { ...lawful, contract: 'CT-BANK-01', purpose: 'LOAN' },
      { ...lawful, purpose: 'LOAN' },
      { ...lawful, type: 'payment' },
    ]) {
      expect(await outcome({ detail })).toEqual(details)
    }
    for (const parameter of [JSON.stringify([lawful, lawful]), '[]', '{}', 'x'])
      expect(await outcome({ details: parameter })).toEqual(details)
  })

  test('a parameter twice, another grant, another body', async () => {
    const twice = await fetch(`${registry.issuer}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials&grant_type=password',
    })
    expect([twice.status, await twice.json()]).toMatchObject([400, { error: 'invalid_request' }])
    const json = await fetch(`${registry.issuer}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect([json.status, await json.json()]).toMatchObject([400, { error: 'invalid_request' }])
    expect(await outcome({ form: { grant_type: 'authorization_code' } })).toEqual([400, 'unsupported_grant_type'])
  })

  test('a body over the limit is not read to its end', async () => {
    const huge = await fetch(`${registry.issuer}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'x'.repeat(70_000),
    })
    expect(huge.status).toBe(413)
  })
})

test('each refusal is one entry in the log, and no assertion, proof or subject stands in it', async () => {
  const other = await testRegistry()
  try {
    await other.signed('PUT', '/agencies/amr', agencyBody('amr'))
    await other.load(testFolder())
    await askToken(other, { detail: { ...lawful, purpose: 'LOAN' } })
    await askToken(other, { proof: null })
    await askToken(other, {})
    const node = join(other.config.stateDir, 'audit', 'registry')
    const [year = ''] = readdirSync(node).filter((name) => /^\d{4}$/.test(name))
    const entries = [...logLeaves(join(node, year))].map((leaf) => JSON.parse(leaf.toString('utf8')))
    const refusals = entries.filter(({ kind }) => kind === 'token')
    expect(refusals.map(({ code }) => code)).toEqual(['PURPOSE_MISMATCH', expect.any(String)])
  } finally {
    await other.end()
  }
})
