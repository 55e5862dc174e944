import { describe, expect, it } from 'vitest'
import { division, divisions, hainanTenants, isDivision } from './divisions.ts'

describe('divisions', () => {
  it('[OPI-IX.a] knows the 19 cities and counties of Hainan', () => {
    const codes = hainanTenants().map(({ code }) => code)
    expect(codes).toHaveLength(19)
    expect(codes).toEqual(codes.toSorted())
    expect(codes.filter((code) => code.endsWith('00'))).toEqual(['460100', '460200', '460300', '460400'])
    expect(division('460100')).toEqual({ code: '460100', zh: '海口市', en: 'Haikou' })
  })

  it('[OPI-IX.a] takes every code of the table', () => {
    for (const { code } of divisions()) expect(isDivision(code)).toBe(true)
    for (const code of ['460000', '460105', '460108', '460205', '469030']) expect(isDivision(code)).toBe(true)
  })

  it('refuses a Hainan code that the table does not hold', () => {
    for (const code of ['460101', '460109', '460500', '469003', '469031']) expect(isDivision(code)).toBe(false)
  })

  it('takes every published code of the districts of Sansha, on which the sources disagree', () => {
    for (const code of ['460301', '460302', '460303', '460321', '460322', '460323']) expect(isDivision(code)).toBe(true)
    expect(isDivision('460304')).toBe(false)
  })

  it("takes other provinces' codes by their prefix and national bodies by 100000", () => {
    for (const code of ['440300', '450102', '110000', '659001', '100000']) expect(isDivision(code)).toBe(true)
    for (const code of ['000000', '100001', '160000', '990000', '9900']) expect(isDivision(code)).toBe(false)
  })

  it('refuses anything that is not six digits', () => {
    for (const code of ['', '46010', '4601000', '46010O', ' 460100', '４６０１００'])
      expect(isDivision(code)).toBe(false)
  })
})
