import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { KitError } from './errors.ts'
import { fieldCipher } from './field-encryption.ts'

const number = '460105190203040014'

test('[PLAN-IV.1a] a sealed number opens with the agency’s key, and shows nothing of itself', () => {
  const cipher = fieldCipher(randomBytes(32))
  const sealed = cipher.seal(number, 'amr.reg.legalRep:LR-1#person')
  expect(sealed).not.toContain(number.slice(0, 6))
  expect(cipher.open(sealed, 'amr.reg.legalRep:LR-1#person')).toBe(number)
})

test('[PLAN-IV.1a] the same number sealed twice reads differently, so that nobody can match two rows by it', () => {
  const cipher = fieldCipher(randomBytes(32))
  expect(cipher.seal(number, 'a')).not.toBe(cipher.seal(number, 'a'))
})

test('a sealed value moved to another place, altered, or read with another key does not open', () => {
  const cipher = fieldCipher(randomBytes(32))
  const sealed = cipher.seal(number, 'a')
  const altered = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`
  expect(() => cipher.open(sealed, 'b')).toThrow(KitError)
  expect(() => cipher.open(altered, 'a')).toThrow(KitError)
  expect(() => fieldCipher(randomBytes(32)).open(sealed, 'a')).toThrow(KitError)
})

test('the digest of a content cannot be found without the key', () => {
  const key = randomBytes(32)
  expect(fieldCipher(key).digest(number)).toEqual(fieldCipher(key).digest(number))
  expect(fieldCipher(key).digest(number)).not.toEqual(fieldCipher(randomBytes(32)).digest(number))
})
