import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskName, maskNumber } from './masking.ts'

describe('masks', () => {
  it('leaves the first four and the last four characters of a citizen number', () => {
    expect(maskNumber('460105190203040014')).toBe('4601**********0014')
  })

  it('hides a value whole when the mask would leave fewer than four characters to guess', () => {
    expect(maskNumber('E12345678')).toBe('*********')
    expect(maskNumber('12345678901')).toBe('***********')
    expect(maskNumber('123456789012')).toBe('1234****9012')
    expect(maskNumber('')).toBe('')
  })

  it('leaves the first character of a name', () => {
    expect(maskName('陈试一')).toBe('陈**')
    expect(maskName('欧阳试')).toBe('欧**')
    expect(maskName('𠮷试')).toBe('𠮷*')
    expect(maskName('陈')).toBe('*')
    expect(maskName('')).toBe('')
  })

  it('keeps the length and never shows more than eight characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789X'.split('')), maxLength: 40 }), (value) => {
        const masked = maskNumber(value)
        expect(masked).toHaveLength(value.length)
        expect(masked.replaceAll('*', '').length).toBeLessThanOrEqual(8)
      }),
    )
  })
})
