/** Working days by the official calendars (D3, D4): the day of receipt is not counted, and no year is ever guessed. */
import { SchemaError } from '../errors.ts'
import { type CalendarYear, isWeekend } from './calendar.ts'
import type { LegalDate } from './clock.ts'
import { addDays } from './date-arithmetic.ts'

export interface WorkingDays {
  /** @throws SchemaError CALENDAR_YEAR_MISSING for a day of a year without a calendar */
  isWorkingDay(date: LegalDate): boolean
  /**
   * The nth working day after a date; the deadline is the end of that day, 24:00 in Asia/Shanghai.
   *
   * @throws SchemaError CALENDAR_YEAR_MISSING when the count reaches a year without a calendar (D4)
   */
  addWorkingDays(date: LegalDate, n: number): LegalDate
}

/** Counts by these calendars. A later calendar of the same year replaces an earlier one. */
export function workingDays(calendars: readonly CalendarYear[]): WorkingDays {
  const years = new Map(
    calendars.map(({ year, off, working }) => [String(year), { off: new Set(off), working: new Set(working) }]),
  )
  const isWorkingDay = (date: LegalDate): boolean => {
    const year = years.get(date.slice(0, 4))
    if (year === undefined)
      throw new SchemaError('CALENDAR_YEAR_MISSING', [
        { path: date.slice(0, 4), message: 'no official calendar of this year is loaded' },
      ])
    return year.working.has(date) || (!year.off.has(date) && !isWeekend(date))
  }
  return {
    isWorkingDay,
    addWorkingDays: (date, n) => {
      if (!Number.isInteger(n) || n < 1) throw new RangeError('expected a whole number of working days, 1 or more')
      let day = date
      for (let counted = 0; counted < n; ) {
        day = addDays(day, 1)
        if (isWorkingDay(day)) counted += 1
      }
      return day
    },
  }
}
