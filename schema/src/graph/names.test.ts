import { describe, expect, it } from 'vitest'
import { provincialCatalog } from '../catalog/provincial-catalog.ts'
import { parseRecordId, recordId } from '../record/record-id.ts'
import { connectionName, placeField, providerTypeName, typeName } from './names.ts'

const catalog = provincialCatalog()

describe('whoever knows an item’s id knows where to ask', () => {
  it.each([
    ['court.judgment', 'CourtJudgment', 'judgment'],
    ['amr.reg.legalRep', 'AmrRegLegalRep', 'regLegalRep'],
    ['tax.credit.gradeA', 'TaxCreditGradeA', 'creditGradeA'],
    ['amr.complaint12315', 'AmrComplaint12315', 'complaint12315'],
    ['fin.dbExchange', 'FinDbExchange', 'finDbExchange'],
    ['prof.finStaff', 'ProfFinStaff', 'profFinStaff'],
  ])('%s is the type %s at the field %s of its provider', (id, type, place) => {
    const item = catalog.items.get(id)
    expect(typeName(id)).toBe(type)
    expect(connectionName(id)).toBe(`${type}Connection`)
    expect(item === undefined ? '' : placeField(item)).toBe(place)
  })

  it('the provider’s type is named after subject and provider', () => {
    expect(providerTypeName('Organization', 'amr')).toBe('OrganizationAmr')
    expect(providerTypeName('NaturalPerson', 'finDept')).toBe('NaturalPersonFinDept')
  })
})

describe('the id of a record', () => {
  it('tells item and provider’s number, which may hold colons', () => {
    expect(recordId('amr.penalty', 'R-002')).toBe('amr.penalty:R-002')
    expect(parseRecordId('amr.penalty:R-002')).toEqual({ item: 'amr.penalty', id: 'R-002' })
    expect(parseRecordId('amr.penalty:2021:88')).toEqual({ item: 'amr.penalty', id: '2021:88' })
  })

  it.each([
    '',
    ':',
    'R-002',
    'amr.penalty',
    'amr.penalty:',
    ':R-002',
    'amr:R-002',
    'Amr.penalty:1',
    'amr..penalty:1',
    '__proto__:1',
  ])('%j is no record’s id', (text) => {
    expect(parseRecordId(text)).toBeUndefined()
  })
})
