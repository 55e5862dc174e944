import { expect, it } from 'vitest'
import { addLegalMonths, legalMonthOf, parseLegalMonth } from './legal-month.ts'

it('a month begins at midnight in Asia/Shanghai', () => {
  expect(legalMonthOf(Date.parse('2026-11-30T15:59:59.999Z'))).toBe('2026-11')
  expect(legalMonthOf(Date.parse('2026-11-30T16:00:00Z'))).toBe('2026-12')
})

it('months are counted over the turn of years, both ways', () => {
  expect([1, 2, 36, -11, 0].map((count) => addLegalMonths('2026-11', count))).toEqual([
    '2026-12',
    '2027-01',
    '2029-11',
    '2025-12',
    '2026-11',
  ])
})

it('only a real month in exactly this form is one', () => {
  expect(['2026-00', '2026-13', '2026-1', '2026-11-01', ' 2026-11', 202611].map(parseLegalMonth)).toEqual(
    Array(6).fill(undefined),
  )
  expect(parseLegalMonth('2026-11')).toBe('2026-11')
})
