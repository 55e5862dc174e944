import { describe, expect, it } from 'vitest'
import { findConsentOnly } from './deny-words.ts'
import { provincialCatalog } from './provincial-catalog.ts'

const catalog = provincialCatalog()
const conditional = (name: string): string | undefined => findConsentOnly(name, catalog)?.item

describe('[D11] the five consent-only kinds', () => {
  it.each([
    ['annualIncome', 'cond.person.income'],
    ['monthly_wages', 'cond.person.income'],
    ['gongZi', 'cond.person.income'],
    ['月收入', 'cond.person.income'],
    ['savings', 'cond.person.savings'],
    ['BANK_BALANCE', 'cond.person.savings'],
    ['存 款', 'cond.person.savings'],
    ['insurancePolicyNumber', 'cond.person.insurance'],
    ['realestate', 'cond.person.realEstate'],
    ['房产', 'cond.person.realEstate'],
    ['taxAmount', 'cond.person.taxAmount'],
    ['taxPaid', 'cond.person.taxAmount'],
  ])('[D11] %s falls under %s', (name, item) => {
    expect(conditional(name)).toBe(item)
  })

  it.each([
    'wageArrears',
    'wage_arrears',
    '拖欠农民工工资',
    'qualityDeposit',
    'depositStatus',
    'realEstateAgent',
    '房地产经纪',
    'incoming',
    'taxKind',
  ])('[D11] leaves %j alone', (name) => {
    expect(conditional(name)).toBeUndefined()
  })

  it('[D11] an exception beside the word itself does not excuse it', () => {
    expect(conditional('wageArrearsAndWage')).toBe('cond.person.income')
    expect(conditional('拖欠工资与工资')).toBe('cond.person.income')
  })
})
