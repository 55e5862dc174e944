import { describe, expect, it } from 'vitest'
import { calendar2026, readCalendar } from './calendar.ts'

describe('a calendar document', () => {
  it('holds the notice for 2026: 33 days off, six working weekends', () => {
    const { year, off, working } = calendar2026()
    expect(year).toBe(2026)
    expect(off).toHaveLength(3 + 9 + 3 + 5 + 3 + 3 + 7)
    expect(working).toEqual(['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'])
  })

  it('names every mistake at once', () => {
    const document = {
      year: 2027,
      off: ['2027-01-01', '2027-01-01', '2026-10-01', '2027-02-30', '2027-02-13'],
      working: ['2027-02-13', '2027-02-15'],
      holidays: [],
    }
    expect(() => readCalendar(document)).toThrow(
      expect.objectContaining({
        code: 'CALENDAR_INVALID',
        findings: [
          { path: 'holidays', message: 'unknown key' },
          { path: 'off.1', message: 'the day stands there twice' },
          { path: 'off.2', message: 'expected a date of this year, YYYY-MM-DD' },
          { path: 'off.3', message: 'expected a date of this year, YYYY-MM-DD' },
          { path: 'working.0', message: 'the day stands under off as well' },
          { path: 'working.1', message: 'expected a Saturday or Sunday' },
        ],
      }),
    )
  })

  it.each([null, 'x', [], {}, { year: '2027', off: [], working: [] }, { year: 2027, off: {}, working: [] }])(
    'refuses what is no calendar (case %#)',
    (document) => {
      expect(() => readCalendar(document)).toThrow(expect.objectContaining({ code: 'CALENDAR_INVALID' }))
    },
  )
})
