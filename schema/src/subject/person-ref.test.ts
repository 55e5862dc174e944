import { describe, expect, it } from 'vitest'
import { SchemaError } from '../errors.ts'
import { personRef } from './person-ref.ts'

const key = new Uint8Array(32).fill(7)
const number = '11010519491231002X'

describe('the key of a natural person', () => {
  it('[PLAN-III.1a] is one for two spellings of one number, so they are one subject', () => {
    expect(personRef(key, '01', '110105 19491231 002x')).toBe(personRef(key, '01', number))
  })

  it('[PLAN-III.1a] is a token that holds nothing of the number', () => {
    const ref = personRef(key, '01', number)
    expect(ref).toMatch(/^[A-Za-z0-9_-]{43}$/u)
    expect(ref).not.toContain(number.slice(6, 14))
  })

  it('differs by number, kind and key', () => {
    const others = [
      personRef(key, '01', '440524188001010014'),
      personRef(key, '02', number),
      personRef(new Uint8Array(32).fill(8), '01', number),
    ]
    for (const other of others) expect(other).not.toBe(personRef(key, '01', number))
  })

  it('refuses a weak key and a number that has no normal form', () => {
    expect(() => personRef(new Uint8Array(31), '01', number)).toThrow(SchemaError)
    expect(() => personRef(key, '01', 'not a number!')).toThrow(expect.objectContaining({ code: 'IDENTIFIER_INVALID' }))
  })

  it('never puts the number into its error', () => {
    expect(() => personRef(key, '01', '11010519491231002?')).toThrow(/^(?!.*19491231)/u)
  })
})
