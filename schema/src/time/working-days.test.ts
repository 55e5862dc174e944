import { isWorkday } from 'chinese-days'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendar2026, readCalendar } from './calendar.ts'
import { addDays } from './date-arithmetic.ts'
import { compareDates } from './legal-date.ts'
import { workingDays } from './working-days.ts'

const days = workingDays([calendar2026()])
const allOf2026 = Array.from({ length: 365 }, (_, index) => addDays('2026-01-01', index))
const missing = expect.objectContaining({ code: 'CALENDAR_YEAR_MISSING' })

describe('working days', () => {
  it.each([
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-02-13', 7, '2026-03-02'],
    ['2026-02-13', 15, '2026-03-12'],
    ['2026-04-30', 1, '2026-05-06'],
    ['2026-04-30', 7, '2026-05-13'],
    ['2026-09-18', 1, '2026-09-20'],
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-09-30', 2, '2026-10-09'],
    ['2026-09-30', 7, '2026-10-15'],
    ['2026-09-30', 15, '2026-10-27'],
    ['2026-11-20', 2, '2026-11-24'],
    ['2026-11-22', 1, '2026-11-23'],
    ['2026-11-23', 1, '2026-11-24'],
    ['2026-11-23', 2, '2026-11-25'],
    ['2026-11-23', 7, '2026-12-02'],
    ['2026-11-23', 15, '2026-12-14'],
    ['2026-12-21', 7, '2026-12-30'],
  ])('[D3] does not count the day of receipt: %s + %i = %s', (from, n, due) => {
    expect(days.addWorkingDays(from, n)).toBe(due)
  })

  it('[D4] fails loudly when a deadline reaches into a year whose calendar is not loaded', () => {
    expect(() => days.addWorkingDays('2026-12-21', 15)).toThrow(missing)
    expect(() => days.isWorkingDay('2027-10-01')).toThrow(missing)
    expect(() => workingDays([]).addWorkingDays('2026-11-23', 1)).toThrow(missing)
  })

  it('[D4] counts on as soon as the next year is loaded', () => {
    const next = readCalendar({ year: 2027, off: ['2027-01-01'], working: [] })
    expect(workingDays([calendar2026(), next]).addWorkingDays('2026-12-21', 15)).toBe('2027-01-12')
  })

  it('[D3] calls a swapped weekend a working day and a day off none', () => {
    expect(days.isWorkingDay('2026-10-10')).toBe(true)
    expect(days.isWorkingDay('2026-10-01')).toBe(false)
    expect(days.isWorkingDay('2026-11-22')).toBe(false)
    expect(days.isWorkingDay('2026-11-23')).toBe(true)
  })

  it('agrees with an independent package on every day of 2026', () => {
    for (const date of allOf2026) expect([date, days.isWorkingDay(date)]).toEqual([date, isWorkday(date)])
  })

  it('counts each working day once and ends on one', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: 1, max: 30 }), (start, n) => {
        const from = addDays('2026-01-01', start)
        const due = days.addWorkingDays(from, n)
        const counted = allOf2026.filter(
          (date) => compareDates(date, from) > 0 && compareDates(date, due) <= 0 && days.isWorkingDay(date),
        )
        expect(counted).toHaveLength(n)
        expect(days.isWorkingDay(due)).toBe(true)
      }),
    )
  })

  it.each([0, -1, 1.5, Number.NaN])('refuses a count of %d days', (n) => {
    expect(() => days.addWorkingDays('2026-11-23', n)).toThrow(RangeError)
  })
})
