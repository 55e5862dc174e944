import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fetchTag, signFetch } from './fetch-signature.ts'
import {
  body,
  fetchToSign,
  hourlySign,
  hourlyVerify,
  now,
  outcomeOfFetch,
  received,
  signingKey,
  verifyKey,
} from './wire-fixtures.ts'

const signed = (): Record<string, string> => signFetch(fetchToSign, signingKey, { nowSeconds: now })

describe('what was tampered with is refused', () => {
  const contextNames = [
    'content-digest',
    'hub-contract',
    'hub-purpose',
    'hub-case',
    'hub-official',
    'hub-items',
    'hub-request-id',
    'signature-input',
    'signature',
  ] as const

  test('[REG-26.2b] one changed, dropped or added character in any header refuses the fetch', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...contextNames),
        fc.nat(400),
        fc.constantFrom('change', 'drop', 'add'),
        fc.integer({ min: 0x21, max: 0x7e }),
        fc.boolean(),
        (name, place, way, unit, hourly) => {
          const headers = signFetch(fetchToSign, hourly ? hourlySign : signingKey, { nowSeconds: now })
          const value = headers[name] ?? ''
          const at = place % value.length
          const replacement = way === 'drop' ? '' : String.fromCharCode(unit)
          const spoilt = value.slice(0, at) + replacement + value.slice(way === 'add' ? at : at + 1)
          fc.pre(spoilt !== value)
          expect(
            outcomeOfFetch(received({ ...headers, [name]: spoilt }), { key: hourly ? hourlyVerify : verifyKey }),
          ).not.toBe('accepted')
        },
      ),
      { numRuns: 600 },
    )
  })

  test('each header left out, or standing twice, refuses the fetch', () => {
    for (const name of contextNames) {
      const { [name]: value = '', ...others } = signed()
      expect(outcomeOfFetch(received(others))).not.toBe('accepted')
      expect(outcomeOfFetch(received({ ...others, [name]: `${value}, ${value}` }))).not.toBe('accepted')
      const twice = { ...received(others), headers: { ...others, [name]: [value, value] } }
      expect(outcomeOfFetch(twice)).toBe('SIGNATURE_FORM')
    }
  })

  test('another method, address, query or body is refused', () => {
    const headers = signed()
    expect(outcomeOfFetch(received(headers, { method: 'GET' }))).toBe('SIGNATURE_WRONG')
    expect(outcomeOfFetch(received(headers, { target: '/facts/consents' }))).toBe('SIGNATURE_WRONG')
    expect(outcomeOfFetch(received(headers, { target: '/graphql?x=1' }))).toBe('SIGNATURE_WRONG')
    expect(outcomeOfFetch(received(headers), { publicUrl: 'https://court.example' })).toBe('SIGNATURE_WRONG')
    expect(outcomeOfFetch(received(headers, { body: Buffer.from('{}') }))).toBe('DIGEST_MISMATCH')
    expect(outcomeOfFetch(received(headers, { body: undefined }))).toBe('DIGEST_MISMATCH')
    expect(outcomeOfFetch(received(headers, { body: Buffer.concat([body, Buffer.from(' ')]) }))).toBe('DIGEST_MISMATCH')
  })

  test('components in another order, one more or one less, another label, tag or algorithm name are refused', () => {
    const headers = signed()
    const input = headers['signature-input'] ?? ''
    const spoilt = (from: string, to: string): string =>
      outcomeOfFetch(received({ ...headers, 'signature-input': input.replace(from, to) }))
    expect(spoilt('"@method" "@target-uri"', '"@target-uri" "@method"')).toBe('SIGNATURE_FORM')
    expect(spoilt('"@method" ', '"@method" "@authority" ')).toBe('SIGNATURE_FORM')
    expect(spoilt(' "hub-items"', '')).toBe('SIGNATURE_FORM')
    expect(spoilt('hub=', 'hub2=')).toBe('SIGNATURE_FORM')
    expect(spoilt(`tag="${fetchTag}"`, 'tag="xinqiao-ingest-1"')).toBe('SIGNATURE_TAG')
    expect(spoilt('alg="ed25519"', 'alg="rsa-v1_5-sha256"')).toBe('SIGNATURE_FORM')
    expect(spoilt(';tag=', ';extra="1";tag=')).toBe('SIGNATURE_FORM')
    expect(outcomeOfFetch(received({ ...headers, 'signature-input': `${input}, other=()` }))).toBe('SIGNATURE_FORM')
  })
})
