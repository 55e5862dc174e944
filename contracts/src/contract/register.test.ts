import { expect, test } from 'vitest'
import { aContract, anItem, today } from '../testing/questions.ts'
import { compareContracts } from './compare-contracts.ts'
import { ContractRegister } from './register.ts'

const first = aContract({ version: 1, term: { from: '2026-01-01', to: '2026-11-30' } })
const second = aContract({ version: 2, term: { from: '2026-12-01', to: '2027-11-30' } })
const register = new ContractRegister([first, second, aContract({ id: 'CT-2', consumer: 'tour' })])

test('a contract is found by its holder, a foreign one not at all', () => {
  expect(register.find('CT-2', 'tour')?.id).toBe('CT-2')
  expect(register.find('CT-2', 'tax')).toBeUndefined()
  expect(register.find('CT-9', 'tax')).toBeUndefined()
})

test('of two versions the one in force on the day is meant', () => {
  expect(register.find('CT-1', 'tax', '2026-11-30')?.version).toBe(1)
  expect(register.find('CT-1', 'tax', '2026-12-01')?.version).toBe(2)
  expect(register.find('CT-1', 'tax', '2030-01-01')?.version).toBe(2)
})

test('contracts are found by consumer, channel, purpose and day', () => {
  const search = { consumer: 'tax', channel: 'public_affairs_sharing', purpose: 'TAX_CREDIT', on: today } as const
  expect(register.search(search)).toEqual([first])
  expect(register.search({ ...search, purpose: 'LOAN' })).toEqual([])
})

test('[REG-10] [OPI-XVI.e] recognition lasts as long as its agreement: with the agreement ended it is gone', () => {
  const agreement = aContract({ consumer: 'gd', kind: 'recognition' })
  expect(new ContractRegister([agreement]).recognises('gd', today)).toBe(true)
  expect(new ContractRegister([{ ...agreement, state: 'ended' }]).recognises('gd', today)).toBe(false)
  expect(new ContractRegister([{ ...agreement, kind: 'sharing' }]).recognises('gd', today)).toBe(false)
})

test('a new version tells what it adds, narrows and ends', () => {
  const before = aContract({ items: [anItem('amr.penalty'), anItem('tax.penalty', { fullNumber: true })] })
  const after = aContract({
    items: [anItem('amr.penalty', { fields: ['fine'] }), anItem('court.judgment')],
    quota: { ...before.quota, requestsPerDay: 200 },
    term: { from: '2026-01-01', to: '2026-06-30' },
  })
  expect(compareContracts(before, after)).toEqual({
    adds: ['items: court.judgment', 'quota.requestsPerDay'],
    narrows: ['items.amr.penalty.fields', 'term.to'],
    ends: ['items: tax.penalty'],
  })
  expect(compareContracts(before, before)).toEqual({ adds: [], narrows: [], ends: [] })
})
