import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { demandAnswerDigest, type ReceivedAnswer, signAnswer, verifyAnswer } from './answer-signature.ts'
import { signFetch, verifyFetch } from './fetch-signature.ts'
import { NonceStore } from './nonce-store.ts'
import { importSigningKey, importVerifyKey } from './signature-key.ts'
import {
  agencyKey,
  fetchToSign,
  hourlySign,
  hourlyVerify,
  now,
  outcome,
  publicUrl,
  received,
  verifyKey,
} from './wire-fixtures.ts'

const answerBody = Buffer.from('{"data":{"_entities":[]}}')
const contentType = 'application/json'

function exchange(nonce?: string): ReceivedAnswer {
  const request = signFetch(fetchToSign, hourlySign, { nowSeconds: now, ...(nonce === undefined ? {} : { nonce }) })
  const call = verifyFetch(received(request), {
    publicUrl,
    key: hourlyVerify,
    nonces: new NonceStore(),
    nowSeconds: now,
  })
  const headers = signAnswer(
    { status: 200, contentType, body: answerBody, request: call.answered },
    importSigningKey(agencyKey),
    { nowSeconds: now },
  )
  return {
    status: 200,
    headers: { ...headers, 'content-type': contentType },
    body: answerBody,
    request: { method: 'POST', url: fetchToSign.url, headers: request },
  }
}
const check = (answer: ReceivedAnswer, key = importVerifyKey(agencyKey), nowSeconds = now): string =>
  outcome(() => verifyAnswer(answer, { key, nowSeconds }))

describe('an answer is bound to the request it answers', () => {
  test('[REG-26.2b] the answer of an agency holds, with the key and digest that the audit keeps', () => {
    const answer = exchange()
    const verified = verifyAnswer(answer, { key: importVerifyKey(agencyKey), nowSeconds: now })
    expect(verified).toMatchObject({
      keyId: importVerifyKey(agencyKey).keyId,
      contentDigest: answer.headers['content-digest'],
    })
  })

  test('an answer to one request is no answer to another, even with the same words', () => {
    const first = exchange()
    const second = exchange()
    expect(check({ ...first, request: second.request })).toBe('SIGNATURE_WRONG')
    expect(check({ ...first, request: { ...first.request, url: `${publicUrl}/other` } })).toBe('SIGNATURE_WRONG')
    expect(check({ ...first, request: { ...first.request, method: 'GET' } })).toBe('SIGNATURE_WRONG')
  })

  test('another status, type or body, another key, no signature, another time are refused', () => {
    const answer = exchange()
    expect(check({ ...answer, status: 500 })).toBe('SIGNATURE_WRONG')
    expect(check({ ...answer, headers: { ...answer.headers, 'content-type': 'text/html' } })).toBe('SIGNATURE_WRONG')
    expect(check({ ...answer, body: Buffer.from('{}') })).toBe('DIGEST_MISMATCH')
    expect(check(answer, verifyKey)).toBe('SIGNATURE_KEY')
    expect(check({ ...answer, headers: { 'content-type': contentType } })).toBe('SIGNATURE_MISSING')
    expect([-31, -30, 60, 61].map((offset) => check(answer, undefined, now + offset))).toEqual([
      'SIGNATURE_TIME',
      'accepted',
      'accepted',
      'SIGNATURE_TIME',
    ])
  })

  test('a wrong digest and a missing signature are seen at once, before any key is used', () => {
    const answer = exchange()
    expect(outcome(() => demandAnswerDigest(answer))).toBe('accepted')
    expect(outcome(() => demandAnswerDigest({ ...answer, body: Buffer.from('{}') }))).toBe('DIGEST_MISMATCH')
    expect(outcome(() => demandAnswerDigest({ ...answer, headers: {} }))).toBe('SIGNATURE_MISSING')
  })

  test('one spoilt character in any header refuses the answer', () => {
    const answer = exchange()
    fc.assert(
      fc.property(
        fc.constantFrom('content-digest', 'content-type', 'signature-input', 'signature'),
        fc.nat(400),
        fc.integer({ min: 0x21, max: 0x7e }),
        (name, place, unit) => {
          const value = String(answer.headers[name])
          const at = place % value.length
          const spoilt = value.slice(0, at) + String.fromCharCode(unit) + value.slice(at + 1)
          fc.pre(spoilt !== value)
          expect(check({ ...answer, headers: { ...answer.headers, [name]: spoilt } })).not.toBe('accepted')
        },
      ),
      { numRuns: 300 },
    )
  })
})
