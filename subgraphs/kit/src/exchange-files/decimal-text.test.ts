import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimalText, exchangeDate, tenThousandToFen } from './decimal-text.ts'

describe('amounts in 10,000 RMB', () => {
  it.each([
    ['2', 2_000_000],
    ['2.35', 2_350_000],
    ['0.2', 200_000],
    ['0.000001', 1],
    ['1.005', 1_005_000],
    ['4.35', 4_350_000],
    ['0', 0],
    ['1,234.5', 1_234_500_000],
    ['9007199254.740991', Number.MAX_SAFE_INTEGER],
    ['2.3500000000', 2_350_000],
  ])('become whole fen: %s → %i', (text, fen) => {
    expect(tenThousandToFen(text)).toBe(fen)
  })

  it.each(['', '-1', '1.0000001', '1e3', '12,34', '.5', '5.', '9007199254.740992', '两万', '1 000'])(
    'refuses "%s"',
    (text) => {
      expect(tenThousandToFen(text)).toBeUndefined()
    },
  )

  it('are exact for every number of fen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (fen) => {
        const digits = String(fen).padStart(7, '0')
        expect(tenThousandToFen(`${digits.slice(0, -6)}.${digits.slice(-6)}`)).toBe(fen)
      }),
    )
  })
})

describe('dates of official files', () => {
  it.each([
    '2026-01-31',
    '2026/01/31',
    '2026/1/31',
    '2026年1月31日',
    '20260131',
    '2026-01-31 00:00:00',
    '2026/1/31 0:00',
  ])('reads %s', (text) => {
    expect(exchangeDate(text)).toBe('2026-01-31')
  })

  it.each(['', '2026-02-30', '2026/13/01', '2026-01/31', '31/01/2026', '2026-01-31 12:00:00', '46053'])(
    'refuses "%s"',
    (text) => {
      expect(exchangeDate(text)).toBeUndefined()
    },
  )
})

describe('number cells of a spreadsheet', () => {
  it.each([
    ['2.3500000000000001', '2.35'],
    ['0.10000000000000001', '0.1'],
    ['1E-06', '0.000001'],
    ['1.5e+21', '1500000000000000000000'],
    ['2', '2'],
    ['-0.5', '-0.5'],
    ['n/a', 'n/a'],
  ])('read %s as %s', (raw, text) => {
    expect(decimalText(raw)).toBe(text)
  })

  it('keep the number they stand for', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(decimalText(String(value))).not.toContain('e')
        expect(Number(decimalText(String(value)))).toBeCloseTo(value, 10)
      }),
    )
  })
})
