/** The base construction against the vectors of RFC 9421, appendix B, and against an independent package, both ways. */
import { createSecretKey, type KeyObject, sign, verify } from 'node:crypto'
import { httpbis } from 'http-message-signatures'
import { describe, expect, test } from 'vitest'
import { signAnswer, verifyAnswer } from './answer-signature.ts'
import { contentDigest } from './content-digest.ts'
import { signFetch, verifyFetch } from './fetch-signature.ts'
import { demandSignature, type ReceivedSignature } from './message-signature.ts'
import { NonceStore } from './nonce-store.ts'
import { importSigningKey, importVerifyKey, type SignatureKey } from './signature-key.ts'
import {
  agencyKey,
  body,
  fetchToSign,
  hourlySign,
  now,
  outcome,
  publicUrl,
  received,
  signingKey,
  verifyKey,
} from './wire-fixtures.ts'

const rfcFields: Readonly<Record<string, string>> = {
  date: 'Tue, 20 Apr 2021 02:07:55 GMT',
  '@method': 'POST',
  '@path': '/foo',
  '@authority': 'example.com',
  'content-type': 'application/json',
  'content-length': '18',
}

function holdsAsInRfc(names: readonly string[], tail: string, signature: string, key: SignatureKey): string {
  const lines = names.map((name) => `"${name}": ${rfcFields[name]}\n`).join('')
  const line = `(${names.map((name) => `"${name}"`).join(' ')})${tail}`
  const parameters = {
    created: 1_618_884_473,
    expires: 0,
    nonce: '',
    tag: '',
    keyId: key.keyId,
    algorithm: key.algorithm,
  }
  const message: ReceivedSignature = {
    ...parameters,
    line,
    member: `:${signature}:`,
    bytes: Buffer.from(signature, 'base64'),
  }
  return outcome(() => demandSignature(message, lines, key))
}

describe('vectors of RFC 9421', () => {
  test('B.2.5: HMAC with SHA-256', () => {
    const secret = 'uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ=='
    const key: SignatureKey = {
      algorithm: 'hmac-sha256',
      keyId: 'test-shared-secret',
      key: createSecretKey(Buffer.from(secret, 'base64')),
    }
    const names = ['date', '@authority', 'content-type']
    const tail = ';created=1618884473;keyid="test-shared-secret"'
    expect(holdsAsInRfc(names, tail, 'pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=', key)).toBe('accepted')
    expect(holdsAsInRfc(names, tail, 'qxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=', key)).toBe('SIGNATURE_WRONG')
  })

  test('B.2.6: Ed25519', () => {
    const names = ['date', '@method', '@path', '@authority', 'content-type', 'content-length']
    const tail = ';created=1618884473;keyid="test-key-ed25519"'
    const key = { ...verifyKey, keyId: 'test-key-ed25519' }
    const signature = 'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=='
    expect(holdsAsInRfc(names, tail, signature, key)).toBe('accepted')
    expect(holdsAsInRfc(names, tail.replace('473', '474'), signature, key)).toBe('SIGNATURE_WRONG')
  })
})

const names = [
  'content-digest',
  'hub-contract',
  'hub-purpose',
  'hub-case',
  'hub-official',
  'hub-items',
  'hub-request-id',
]
const fetchFields = ['@method', '@target-uri', ...names]
const seconds = (at: number): Date => new Date(at * 1000)

describe('the independent package http-message-signatures', () => {
  test('verifies our fetches', async () => {
    const headers = signFetch(fetchToSign, signingKey, { nowSeconds: now })
    const verified = await httpbis.verifyMessage(
      {
        keyLookup: async () => ({
          id: signingKey.keyId,
          algs: ['ed25519'],
          verify: async (data, signature) => verify(null, data, verifyKey.key, signature),
        }),
        notAfter: seconds(now + 1),
        tolerance: 10 ** 10,
        requiredFields: fetchFields,
      },
      { method: 'POST', url: fetchToSign.url, headers },
    )
    expect(verified).toBe(true)
  })

  test('makes fetches that we accept', async () => {
    const ours = signFetch(fetchToSign, hourlySign, { nowSeconds: now })
    const headers = Object.fromEntries(names.map((name) => [name, ours[name] ?? '']))
    const theirs = await httpbis.signMessage(
      {
        key: { id: signingKey.keyId, alg: 'ed25519', sign: async (data) => sign(null, data, signingKey.key) },
        name: 'hub',
        fields: fetchFields,
        params: ['created', 'expires', 'nonce', 'keyid', 'alg', 'tag'],
        paramValues: {
          created: seconds(now),
          expires: seconds(now + 30),
          nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
          tag: 'xinqiao-fetch-1',
        },
      },
      { method: 'POST', url: fetchToSign.url, headers },
    )
    const lower = Object.fromEntries(
      Object.entries(theirs.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
    )
    expect(
      verifyFetch(received(lower), { publicUrl, key: verifyKey, nonces: new NonceStore(), nowSeconds: now }).items,
    ).toEqual(fetchToSign.items)
  })

  test('makes answers that we accept, and verifies ours', async () => {
    const request = {
      method: 'POST',
      url: fetchToSign.url,
      headers: signFetch(fetchToSign, signingKey, { nowSeconds: now }),
    }
    const answered = verifyFetch(received(request.headers), {
      publicUrl,
      key: verifyKey,
      nonces: new NonceStore(),
      nowSeconds: now,
    }).answered
    const key = importSigningKey(agencyKey)
    const publicKey: KeyObject = importVerifyKey(agencyKey).key
    const contentType = 'application/json'
    const ours = signAnswer({ status: 200, contentType, body, request: answered }, key, { nowSeconds: now })
    // The package quotes a dictionary member that it should write as bytes, so the member is given to it.
    const componentParser = (name: string, parameters: Map<string, unknown>): string[] | null =>
      name === 'signature' && parameters.get('key') === 'hub' ? [answered.signature] : null
    const answerFields = [
      '@status',
      'content-type',
      'content-digest',
      '@method;req',
      '@target-uri;req',
      'content-digest;req',
      'hub-request-id;req',
      'signature;req;key="hub"',
    ].map(quoted)
    const theirs = await httpbis.signMessage(
      {
        key: { id: key.keyId, alg: 'ed25519', sign: async (data) => sign(null, data, key.key) },
        name: 'agency',
        fields: answerFields,
        params: ['created', 'keyid', 'alg', 'tag'],
        paramValues: { created: seconds(now), tag: 'xinqiao-answer-1' },
        componentParser,
      },
      { status: 200, headers: { 'content-type': contentType, 'content-digest': contentDigest(body) } },
      request,
    )
    expect(new Headers(Object.entries(theirs.headers)).get('signature')).toBe(ours['signature'])
    const lower = Object.fromEntries(
      Object.entries(theirs.headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
    )
    expect(
      outcome(() =>
        verifyAnswer(
          { status: 200, headers: lower, body, request },
          { key: { ...key, key: publicKey }, nowSeconds: now },
        ),
      ),
    ).toBe('accepted')
  })
})

function quoted(field: string): string {
  const [name = '', ...parameters] = field.split(';')
  return [`"${name}"`, ...parameters].join(';')
}
