import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { divisionOfUscc, organisationCheckDigit, parseUscc, usccCheckDigit } from './uscc.ts'

const issued = [
  '91320100748204660Q',
  '91320281142232229Q',
  '91310000132215150M',
  '11320100MB1886843H',
  '11230500001755309F',
  '9144030071526726XG',
  '914403001922038216',
  '9152000071430580XT',
  '91440300192317458F',
  '91100000100003962T',
  '91110000710925462X',
  '91330100799655058B',
  '91110000802100433B',
  '91440300100012316L',
  '911100007109250324',
  '91110108551385082Q',
]

const codeCharacter = fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'.split(''))
const first17 = fc
  .tuple(
    fc.array(codeCharacter, { minLength: 2, maxLength: 2 }),
    fc.array(fc.constantFrom(...'0123456789'.split('')), { minLength: 6, maxLength: 6 }),
    fc.array(codeCharacter, { minLength: 9, maxLength: 9 }),
  )
  .map((parts) => parts.flat().join(''))

describe('the unified social credit code', () => {
  it.each(issued)('[OPI-IX.a] takes the issued code %s, both check characters right', (uscc) => {
    expect(parseUscc(uscc)).toEqual({ ok: true, uscc, warnings: [] })
    expect(organisationCheckDigit(uscc.slice(8, 16))).toBe(uscc[16])
  })

  it.each(['91350100M000100Y4Z', '91310115MA1H8R7C6D'])('[REG-12a partly] refuses the invented sample %s', (uscc) => {
    expect(parseUscc(uscc).ok).toBe(false)
  })

  it('computes the characters the two invented samples should have ended with', () => {
    expect(usccCheckDigit('91350100M000100Y4')).toBe('3')
    expect(usccCheckDigit('91310115MA1H8R7C6')).toBe('7')
  })

  it('[GUI-4c partly] brings every spelling of one code to one key', () => {
    const key = { ok: true, uscc: '91320100748204660Q', warnings: [] }
    expect(parseUscc('91320100748204660q')).toEqual(key)
    expect(parseUscc(' 9132 0100 7482 0466 0Q\n')).toEqual(key)
    expect(parseUscc('９１３２０１００７４８２０４６６０ｑ')).toEqual(key)
  })

  it.each([
    ['', 'characters'],
    ['91320100748204660', 'length'],
    ['91320100748204660QQ', 'length'],
    ['9132010074820466OQ', 'characters'],
    ['91320100-48204660Q', 'characters'],
    ['9132010074820466²Q', 'characters'],
    ['91A20100748204660Q', 'division'],
    ['91320100748204660R', 'check_digit'],
    ['9'.repeat(100_000), 'characters'],
  ])('[GUI-4c partly] never makes a key of an invalid code (case %#)', (input, reason) => {
    expect(parseUscc(input)).toEqual({ ok: false, reason })
  })

  it('takes a code whose inner organisation code does not compute, with a warning', () => {
    const uscc = `91460000A00000019${usccCheckDigit('91460000A00000019')}`
    expect(parseUscc(uscc)).toEqual({ ok: true, uscc, warnings: ['organisation_check_digit'] })
  })

  it('finds every single mistyped character, whatever the code', () => {
    fc.assert(
      fc.property(first17, fc.nat(17), codeCharacter, (body, place, wrong) => {
        const uscc = `${body}${usccCheckDigit(body)}`
        fc.pre(uscc[place] !== wrong)
        expect(parseUscc(uscc).ok).toBe(true)
        expect(parseUscc(`${uscc.slice(0, place)}${wrong}${uscc.slice(place + 1)}`).ok).toBe(false)
      }),
    )
  })

  it('never fails on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseUscc(text).ok).toBeTypeOf('boolean')
      }),
    )
  })

  it('tells the division of the registering authority', () => {
    expect(divisionOfUscc('114600000000C0014R')).toBe('460000')
  })
})
