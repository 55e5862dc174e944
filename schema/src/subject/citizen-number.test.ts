import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../time/date-arithmetic.ts'
import { citizenCheckDigit, parseCitizenNumber } from './citizen-number.ts'

const today = '2026-11-23'

describe('the citizen number', () => {
  it.each([
    ['11010519491231002X', '1949-12-31', '110105'],
    ['440524188001010014', '1880-01-01', '440524'],
  ])('[OPI-IX.a] takes the published example %s', (number, birthDate, division) => {
    expect(parseCitizenNumber(number, today)).toEqual({ ok: true, number, birthDate, division })
  })

  it('[PLAN-III.1a] reads a lower-case x, spaces and full-width digits as the same number', () => {
    const number = '11010519491231002X'
    for (const spelling of ['11010519491231002x', '110105 19491231 002X', '１１０１０５１９４９１２３１００２Ｘ']) {
      expect(parseCitizenNumber(spelling, today)).toMatchObject({ ok: true, number })
    }
  })

  it.each([
    ['110105491231002', 'fifteen_digits'],
    ['11010519491231002', 'length'],
    ['1101051949123100XX', 'characters'],
    ['11010519491231002A', 'characters'],
    ['11010519491231002-', 'characters'],
    ['110105194902310029', 'birth_date'],
    ['110105190002290026', 'birth_date'],
    ['110105194912310021', 'check_digit'],
    ['', 'characters'],
  ])('refuses what is no citizen number (case %#)', (input, reason) => {
    expect(parseCitizenNumber(input, today)).toEqual({ ok: false, reason })
  })

  it('takes a person born today and refuses one born tomorrow', () => {
    expect(parseCitizenNumber(numberOf('460105', today), today).ok).toBe(true)
    expect(parseCitizenNumber(numberOf('460105', addDays(today, 1)), today)).toEqual({
      ok: false,
      reason: 'birth_date',
    })
  })

  it('takes an old division that no table holds any more', () => {
    expect(parseCitizenNumber(numberOf('469999', '1905-03-01'), today).ok).toBe(true)
  })

  it('finds every single mistyped digit', () => {
    fc.assert(
      fc.property(fc.nat(3650), fc.nat(16), fc.nat(9), (age, place, wrong) => {
        const number = numberOf('460105', addDays('1900-01-01', age))
        fc.pre(number[place] !== String(wrong))
        expect(parseCitizenNumber(number, today).ok).toBe(true)
        expect(parseCitizenNumber(`${number.slice(0, place)}${wrong}${number.slice(place + 1)}`, today).ok).toBe(false)
      }),
    )
  })

  it('never fails on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseCitizenNumber(text, today).ok).toBeTypeOf('boolean')
      }),
    )
  })
})

function numberOf(division: string, birthDate: string): string {
  const first17 = `${division}${birthDate.replaceAll('-', '')}001`
  return `${first17}${citizenCheckDigit(first17)}`
}
