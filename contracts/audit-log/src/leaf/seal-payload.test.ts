import { createHash, createSecretKey, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commitment, openSealed, sealPayload } from './seal-payload.ts'

const key = createSecretKey(randomBytes(32))
const salts = { ac: randomBytes(16), pc: randomBytes(16) }
const payload = Buffer.from('{"variables":{"uscc":"91460000000000000X"},"case":"琼税案〔2026〕9号"}')

test('a payload opens with the month’s key beside its own leaf, with both salts', () => {
  const sealed = sealPayload({ key, payload, salts }, 'pc-1')
  expect(sealed.includes('91460000000000000X')).toBe(false)
  expect(openSealed(sealed, key, 'pc-1')).toEqual({ payload, salts })
})

test('it opens under no other key, beside no other leaf, and with no byte changed', () => {
  const sealed = sealPayload({ key, payload, salts }, 'pc-1')
  expect(() => openSealed(sealed, createSecretKey(randomBytes(32)), 'pc-1')).toThrow('AUDIT_ENTRY_INVALID')
  expect(() => openSealed(sealed, key, 'pc-2')).toThrow('AUDIT_ENTRY_INVALID')
  expect(() => openSealed(sealed.subarray(0, 40), key, 'pc-1')).toThrow('AUDIT_ENTRY_INVALID')
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(() => openSealed(changed, key, 'pc-1')).toThrow('AUDIT_ENTRY_INVALID')
  }
})

test('no nonce is used twice, over many draws', () => {
  const nonces = Array.from({ length: 2_000 }, () => sealPayload({ key, payload, salts }, '').toString('hex', 0, 12))
  expect(new Set(nonces).size).toBe(nonces.length)
})

test('payloads of any length come back whole; one over the limit is refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40_000 }), fc.string(), (bytes, pc) => {
      const opened = openSealed(sealPayload({ key, payload: bytes, salts }, pc), key, pc)
      expect(opened.payload.equals(bytes)).toBe(true)
    }),
    { numRuns: 50 },
  )
  expect(() => sealPayload({ key, payload: Buffer.alloc(1024 * 1024), salts }, '')).toThrow('AUDIT_ENTRY_INVALID')
})

test('a commitment is the hash of salt and bytes, for short and long answers alike', () => {
  for (const length of [0, 1, 16_000, 16_368, 16_369, 200_000]) {
    const bytes = randomBytes(length)
    const expected = createHash('sha256').update(salts.ac).update(bytes).digest('base64url')
    expect(commitment(salts.ac, bytes)).toBe(expected)
  }
})
