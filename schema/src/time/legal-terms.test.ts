import { describe, expect, it } from 'vitest'
import { calendar2026 } from './calendar.ts'
import { dueDate, isLate, publishedActKinds } from './legal-terms.ts'
import { workingDays } from './working-days.ts'

const days = workingDays([calendar2026()])

describe('terms of the law', () => {
  it('[OPI-XIX.a] [D14] gives a decision of 2026-09-30 until 2026-10-15: National Day is off, Saturday 10 October works', () => {
    expect(dueDate('publication', '2026-09-30', days)).toBe('2026-10-15')
  })

  it('[OPI-XIX.a] [D14] calls the last day in time and the next day late', () => {
    expect(isLate('publication', '2026-09-30', '2026-10-15', days)).toBe(false)
    expect(isLate('publication', '2026-09-30', '2026-10-16', days)).toBe(true)
  })

  it('[REG-12b partly] calls a record late on the eighth working day after its decision', () => {
    expect(isLate('publication', '2026-11-11', '2026-11-20', days)).toBe(false)
    expect(isLate('publication', '2026-11-11', '2026-11-23', days)).toBe(true)
  })

  it('[GUI-15a] publishes the eight kinds of administrative acts within the term, besides permits and penalties', () => {
    expect(publishedActKinds).toEqual([
      'permit',
      'penalty',
      'compulsion',
      'confirm',
      'expropriation',
      'payment',
      'ruling',
      'compensation',
      'reward',
      'inspection',
    ])
    expect(dueDate('publication', '2026-11-23', days)).toBe('2026-12-02')
  })

  it('[REG-30.1b partly] [REG-30.1c partly] [REG-30.1e partly] computes the days of an objection over the holidays', () => {
    expect(dueDate('objectionMark', '2026-09-30', days)).toBe('2026-10-08')
    expect(dueDate('objectionAnswer', '2026-09-30', days)).toBe('2026-10-15')
    expect(dueDate('objectionLimit', '2026-09-30', days)).toBe('2026-10-27')
  })

  it('[REG-31.2 partly] computes the two working days of a deletion', () => {
    expect(dueDate('revocation', '2026-11-20', days)).toBe('2026-11-24')
  })
})
