import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compareDates,
  dateOfDay,
  dayOfDate,
  legalDateOf,
  parseLegalDate,
  startOfLegalDateMs,
  weekdayOf,
} from './legal-date.ts'

const shanghai = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})
const instant = fc.integer({ min: Date.UTC(1992, 0, 1), max: Date.UTC(2199, 0, 1) })

describe('legal dates', () => {
  it.each(['2026-11-23', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('takes the day %s', (text) => {
    expect(parseLegalDate(text)).toBe(text)
  })

  it.each([
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
    '2026/11/23',
    '2026-1-1',
    ' 2026-11-23',
    '2026-11-23T00:00',
    '',
  ])('refuses "%s", which is no day in this form', (text) => {
    expect(parseLegalDate(text)).toBeUndefined()
  })

  it('[D16] changes the date at midnight in Asia/Shanghai, wherever the machine stands', () => {
    expect(legalDateOf(Date.parse('2026-11-22T23:59:59.999+08:00'))).toBe('2026-11-22')
    expect(legalDateOf(Date.parse('2026-11-23T00:00:00+08:00'))).toBe('2026-11-23')
    expect(legalDateOf(Date.parse('2026-11-22T16:00:00Z'))).toBe('2026-11-23')
    expect(legalDateOf(Date.parse('2025-12-31T15:59:59.999Z'))).toBe('2025-12-31')
    expect(startOfLegalDateMs('2026-11-23')).toBe(Date.parse('2026-11-23T00:00:00+08:00'))
  })

  it('[D16] agrees with the time zone database for every instant since 1992', () => {
    fc.assert(
      fc.property(instant, (ms) => {
        expect(legalDateOf(ms)).toBe(shanghai.format(ms))
      }),
    )
  })

  it('begins a date at its first instant and not before', () => {
    fc.assert(
      fc.property(instant, (ms) => {
        const date = legalDateOf(ms)
        const start = startOfLegalDateMs(date)
        expect(legalDateOf(start)).toBe(date)
        expect(compareDates(legalDateOf(start - 1), date)).toBeLessThan(0)
      }),
    )
  })

  it('numbers the days without gap, over leap years and centuries', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (day) => {
        const date = dateOfDay(day)
        expect(parseLegalDate(date)).toBe(date)
        expect(dayOfDate(date)).toBe(day)
        expect(compareDates(date, dateOfDay(day + 1))).toBe(-1)
      }),
    )
  })

  it('knows the weekday', () => {
    expect(weekdayOf('2026-11-23')).toBe(1)
    expect(weekdayOf('2026-11-22')).toBe(0)
    expect(weekdayOf('1970-01-01')).toBe(4)
    expect(weekdayOf('1900-01-01')).toBe(1)
  })
})
