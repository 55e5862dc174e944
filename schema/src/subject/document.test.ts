import { describe, expect, it } from 'vitest'
import { parseDocument } from './document.ts'

const today = '2026-11-23'

describe('identity documents', () => {
  it('[OPI-IX.a] knows the five kinds of the permit and penalty data', () => {
    expect(parseDocument('01', '440524188001010014', today)).toEqual({
      ok: true,
      kind: '01',
      number: '440524188001010014',
      birthDate: '1880-01-01',
    })
    expect(parseDocument('02', 'e1234 5678', today)).toEqual({ ok: true, kind: '02', number: 'E12345678' })
    for (const kind of ['03', '04', '05'])
      expect(parseDocument(kind, 'H1234567890', today)).toMatchObject({ ok: true, kind })
  })

  it.each(['00', '06', '1', '', 'toString'])('refuses a kind that does not exist (case %#)', (kind) => {
    expect(parseDocument(kind, '440524188001010014', today)).toEqual({ ok: false, reason: 'kind' })
  })

  it('judges an identity card by its own standard and others by their form', () => {
    expect(parseDocument('01', '440524188001010015', today)).toEqual({ ok: false, reason: 'check_digit' })
    expect(parseDocument('02', 'E123', today)).toEqual({ ok: false, reason: 'form' })
    expect(parseDocument('02', '护照12345', today)).toEqual({ ok: false, reason: 'form' })
  })
})
