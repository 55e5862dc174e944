import { describe, expect, test } from 'vitest'
import { expectShown, expectWithheld } from '../testing/expect-decision.ts'
import { aContract, aRecord, aRow } from '../testing/questions.ts'
import { coversDivision } from './division-of-contract.ts'

const record = aRecord('amr.penalty')

describe('which records a contract gives', () => {
  test('[REG-2.1] a record of a subject kind the item is not open to is withheld', () =>
    expectWithheld(aRow(aRecord('tour.lic.agency', { subjectKind: 'unincorporated' })), 'subject_kind'))

  test('[REG-2.1] a contract for legal persons gives no record of another kind', () => {
    const contract = aContract({ subjects: ['legal_person'] })
    expectShown(aRow(record, { contract }))
    expectWithheld(aRow({ ...record, subjectKind: 'unincorporated' }, { contract }), 'subject_kind')
  })

  test('[REG-12a] [REG-2.3] a record that does not come from the provider of its item is withheld', () =>
    expectWithheld(aRow({ ...record, provider: 'tax' }), 'not_provider'))

  test('[D12] a record of an item outside the catalog is withheld', () =>
    expectWithheld(aRow(aRecord('amr.rumour')), 'subject_kind'))

  test('[REG-4.2 partly] a contract bound to Sanya gives records of Sanya and its districts only', () => {
    const contract = aContract({ divisions: ['460200'] })
    expectShown(aRow(record, { contract, division: '460200' }))
    expectShown(aRow(record, { contract, division: '460204' }))
    expectWithheld(aRow(record, { contract, division: '460100' }), 'division')
    expectWithheld(aRow(record, { contract }), 'division')
  })

  test('the province covers its counties, and a county only itself', () => {
    expect(coversDivision('460000', '469006')).toBe(true)
    expect(coversDivision('469006', '460000')).toBe(false)
    expect(coversDivision('all', '440100')).toBe(true)
  })

  test('[REG-16.2b] a verified subject reads its own records, never those of others', () => {
    const contract = aContract({ id: 'self', kind: 'built_in' })
    expectShown(aRow(record, { contract, subject: 'A', ownKey: 'A' }))
    expectWithheld(aRow(record, { contract, subject: 'B', ownKey: 'A' }), 'not_own')
    expectWithheld(aRow(record, { contract }), 'not_own')
  })

  test('[D15] no record of a person under 18, where the age is known', () =>
    expectWithheld(aRow({ ...record, subjectKind: 'natural_person' }, { underAge: true }), 'under_age'))

  test('[REG-16.2b] a record reached without its subject is judged by the consent of that subject', () => {
    const contract = aContract({ channel: 'authorized_inquiry' })
    const grade = aRecord('tax.credit.grade')
    expectShown(aRow(grade, { contract, consent: 'covered' }))
    expectWithheld(aRow(grade, { contract, consent: 'withdrawn' }), 'consent')
    expectShown(aRow(record, { contract, consent: 'none' }))
  })
})
