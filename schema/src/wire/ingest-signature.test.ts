import { describe, expect, test } from 'vitest'
import { contentDigest } from './content-digest.ts'
import {
  announcedIngestKey,
  type IngestTag,
  signIngest,
  type VerifyIngestOptions,
  verifyIngest,
} from './ingest-signature.ts'
import { NonceStore } from './nonce-store.ts'
import { importSigningKey, importVerifyKey } from './signature-key.ts'
import { agencyKey, now, outcome, publicUrl, signingKey, verifyKey } from './wire-fixtures.ts'

const file = Buffer.from('{"id":"R-1"}\n{"id":"R-2"}\n')
const key = importSigningKey(agencyKey)

function signed(tag: IngestTag = 'xinqiao-ingest-1'): Record<string, string> {
  return signIngest({ method: 'POST', url: `${publicUrl}/records`, contentDigest: contentDigest(file), tag }, key, {
    nowSeconds: now,
  })
}
function check(
  headers: Record<string, string>,
  change: Partial<VerifyIngestOptions> & { readonly target?: string; readonly method?: string } = {},
): string {
  const { target = '/records', method = 'POST', ...options } = change
  return outcome(() =>
    verifyIngest(
      { method, target, headers },
      {
        publicUrl,
        key: importVerifyKey(agencyKey),
        tag: 'xinqiao-ingest-1',
        nonces: new NonceStore(),
        nowSeconds: now,
        ...options,
      },
    ),
  )
}

describe("a file of an agency's own systems", () => {
  test('is taken when it is the one that was signed, chunk by chunk', () => {
    const headers = signed()
    expect(announcedIngestKey(headers)).toEqual({ keyId: key.keyId, tag: 'xinqiao-ingest-1' })
    const { digest } = verifyIngest(
      { method: 'POST', target: '/records', headers },
      {
        publicUrl,
        key: importVerifyKey(agencyKey),
        tag: 'xinqiao-ingest-1',
        nonces: new NonceStore(),
        nowSeconds: now,
      },
    )
    for (const byte of file) digest.update(Uint8Array.of(byte))
    expect(outcome(() => digest.demand())).toBe('accepted')
  })

  test('[REG-26.2b] is refused at its end when a byte was changed, dropped or added', () => {
    for (const sent of [
      Buffer.from('{"id":"R-1"}\n{"id":"R-3"}\n'),
      file.subarray(0, -1),
      Buffer.concat([file, file]),
      Buffer.alloc(0),
    ]) {
      const { digest } = verifyIngest(
        { method: 'POST', target: '/records', headers: signed() },
        {
          publicUrl,
          key: importVerifyKey(agencyKey),
          tag: 'xinqiao-ingest-1',
          nonces: new NonceStore(),
          nowSeconds: now,
        },
      )
      digest.update(sent)
      expect(outcome(() => digest.demand())).toBe('DIGEST_MISMATCH')
    }
  })

  test('a signature for one use is none for the other: an ingest key opens no administration', () => {
    expect(check(signed('xinqiao-admin-1'))).toBe('SIGNATURE_TAG')
    expect(check(signed(), { tag: 'xinqiao-admin-1' })).toBe('SIGNATURE_TAG')
    expect(check(signed('xinqiao-admin-1'), { tag: 'xinqiao-admin-1' })).toBe('accepted')
  })

  test('another door, method, key or time, a replay and an unsigned file are refused', () => {
    expect(check(signed(), { target: '/records?item=amr.penalty' })).toBe('SIGNATURE_WRONG')
    expect(check(signed(), { method: 'PUT' })).toBe('SIGNATURE_WRONG')
    expect(check(signed(), { key: verifyKey })).toBe('SIGNATURE_KEY')
    expect(check(signed(), { key: { ...verifyKey, keyId: key.keyId } })).toBe('SIGNATURE_WRONG')
    expect([-31, -30, 60, 61].map((offset) => check(signed(), { nowSeconds: now + offset }))).toEqual([
      'SIGNATURE_TIME',
      'accepted',
      'accepted',
      'SIGNATURE_TIME',
    ])
    expect(check({})).toBe('SIGNATURE_MISSING')
    const nonces = new NonceStore()
    const headers = signed()
    expect([check(headers, { nonces }), check(headers, { nonces })]).toEqual(['accepted', 'NONCE_REPLAYED'])
    expect(check({ ...signed(), 'content-digest': 'sha-512=:AAAA:' })).toBe('DIGEST_MISMATCH')
  })

  test('a signature of the hub for a fetch is none for a file', () => {
    const headers = signIngest(
      { method: 'POST', url: `${publicUrl}/records`, contentDigest: contentDigest(file), tag: 'xinqiao-ingest-1' },
      signingKey,
      { nowSeconds: now },
    )
    expect(check(headers)).toBe('SIGNATURE_KEY')
  })
})
