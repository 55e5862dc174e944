import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { announcedKey, signFetch, verifyFetch } from './fetch-signature.ts'
import { hourOf } from './hourly-key.ts'
import { NonceStore } from './nonce-store.ts'
import { importVerifyKey } from './signature-key.ts'
import {
  agencyAgreement,
  agencyHourly,
  agencyKey,
  fetchToSign,
  hourlySign,
  hourlyVerify,
  hubAgreement,
  hubHourly,
  now,
  outcomeOfFetch,
  publicUrl,
  received,
  signingKey,
  verifyKey,
} from './wire-fixtures.ts'

const signed = (): Record<string, string> => signFetch(fetchToSign, signingKey, { nowSeconds: now })

describe('a fetch says why it is made, and the agency can trust it', () => {
  test('[REG-26.1 partly] contract, purpose, case, official and items arrive as they were signed, Chinese too', () => {
    const nonces = new NonceStore()
    for (const [sign, verify] of [
      [signingKey, verifyKey],
      [hourlySign, hourlyVerify],
    ] as const) {
      const headers = signFetch(fetchToSign, sign, { nowSeconds: now })
      expect(announcedKey(headers)).toEqual({ keyId: verify.keyId, algorithm: verify.algorithm })
      const call = verifyFetch(received(headers), { publicUrl, key: verify, nonces, nowSeconds: now })
      const { contract, purpose, case: caseNumber, official, items, requestId } = fetchToSign
      expect(call).toMatchObject({
        contract,
        purpose,
        case: caseNumber,
        official,
        items,
        requestId,
        keyId: verify.keyId,
      })
    }
  })

  test('fields are all present, empty where there is nothing, and a case number goes as a Display String', () => {
    const headers = signFetch(
      { ...fetchToSign, purpose: '', case: '', official: '', items: [], body: undefined, method: 'GET' },
      signingKey,
      { nowSeconds: now },
    )
    expect(headers).toMatchObject({ 'hub-purpose': '""', 'hub-case': '""', 'hub-official': '""', 'hub-items': '' })
    expect(outcomeOfFetch(received(headers, { method: 'GET', body: undefined }))).toBe('accepted')
    expect(signed()['hub-case']).toBe('%"%e7%90%bc%e5%b8%82%e7%9b%91%e6%a1%88%e3%80%942026%e3%80%9512%e5%8f%b7"')
  })

  test('any text makes the round trip through a context field', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { maxLength: 5 }),
        (text, items) => {
          const wellFormed = {
            ...fetchToSign,
            case: text.toWellFormed(),
            items: items.map((item) => item.toWellFormed()),
          }
          const headers = signFetch(wellFormed, hourlySign, { nowSeconds: now })
          const call = verifyFetch(received(headers), {
            publicUrl,
            key: hourlyVerify,
            nonces: new NonceStore(),
            nowSeconds: now,
          })
          expect([call.case, call.items]).toEqual([wellFormed.case, wellFormed.items])
        },
      ),
    )
  })
})

describe('a fetch counts once, now, and by a known key', () => {
  test('the same fetch a second time is refused, a new attempt with a new nonce is not', () => {
    const nonces = new NonceStore()
    const headers = signed()
    expect(outcomeOfFetch(received(headers), { nonces })).toBe('accepted')
    expect(outcomeOfFetch(received(headers), { nonces })).toBe('NONCE_REPLAYED')
    expect(outcomeOfFetch(received(signed()), { nonces })).toBe('accepted')
  })

  test('a nonce is remembered only after the signature held', () => {
    const nonces = new NonceStore()
    const headers = signed()
    expect(outcomeOfFetch(received(headers, { body: Buffer.from('x') }), { nonces })).toBe('DIGEST_MISMATCH')
    expect(nonces.size).toBe(0)
    expect(outcomeOfFetch(received(headers), { nonces })).toBe('accepted')
  })

  test('it is good 30 seconds before it was made and 60 after, not a second more', () => {
    const at = (offset: number): string => outcomeOfFetch(received(signed()), { nowSeconds: now + offset })
    expect([-31, -30, 60, 61].map(at)).toEqual(['SIGNATURE_TIME', 'accepted', 'accepted', 'SIGNATURE_TIME'])
  })

  test('an unknown key, another key under the same name, and another way than registered are refused', () => {
    const headers = signed()
    expect(outcomeOfFetch(received(headers), { key: undefined })).toBe('SIGNATURE_KEY')
    const other = importVerifyKey(agencyKey)
    expect(outcomeOfFetch(received(headers), { key: other })).toBe('SIGNATURE_KEY')
    expect(outcomeOfFetch(received(headers), { key: { ...other, keyId: verifyKey.keyId } })).toBe('SIGNATURE_WRONG')
    expect(outcomeOfFetch(received(headers), { algorithm: 'hmac-sha256' })).toBe('SIGNATURE_KEY')
  })

  test("an hourly key is good in its hour and, within the clocks' skew, beside it", () => {
    const hour = hourOf(now)
    const end = (hour + 1) * 3600
    const at = (signedAt: number, readAt: number): string => {
      const headers = signFetch(fetchToSign, hubHourly.keyOf(agencyAgreement, hourOf(signedAt)), {
        nowSeconds: signedAt,
      })
      return outcomeOfFetch(received(headers), {
        key: agencyHourly.keyOf(hubAgreement, hourOf(signedAt)),
        nowSeconds: readAt,
      })
    }
    expect(at(end - 1, end + 29)).toBe('accepted')
    expect(at(end - 1, end + 30)).toBe('SIGNATURE_KEY')
    expect(at(end, end - 30)).toBe('accepted')
    const old = signFetch(fetchToSign, hubHourly.keyOf(agencyAgreement, hour - 2), { nowSeconds: now })
    expect(outcomeOfFetch(received(old), { key: agencyHourly.keyOf(hubAgreement, hour - 2) })).toBe('SIGNATURE_KEY')
  })
})
