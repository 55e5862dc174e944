/** Adding to legal dates as D1 counts: 29 February + 5 years is 28 February; a month's end never runs into the next month. */
import type { LegalDate } from './clock.ts'
import { dateOfDay, dateOfParts, dayOfDate, daysInMonth, partsOf } from './legal-date.ts'

/** The last day a legal date can name; what reaches beyond it ends there. */
const lastDate: LegalDate = '9999-12-31'
const yearMax = 9999

/** The date a number of days later (earlier, if negative). */
export function addDays(date: LegalDate, days: number): LegalDate {
  const day = dayOfDate(date) + days
  return day > dayOfDate(lastDate) ? lastDate : dateOfDay(day)
}

/** The same day a number of months later; a day the month does not have becomes its last. */
export function addMonths(date: LegalDate, months: number): LegalDate {
  const from = partsOf(date)
  const count = from.year * 12 + from.month - 1 + months
  const year = Math.floor(count / 12)
  if (year > yearMax) return lastDate
  const month = count - year * 12 + 1
  return dateOfParts({ year, month, day: Math.min(from.day, daysInMonth(year, month)) })
}

/** The anniversary: 2024-02-29 + 5 years = 2029-02-28 (D1). */
export function addYears(date: LegalDate, years: number): LegalDate {
  const year = Number(date.slice(0, 4)) + years
  // Only a leap day has no anniversary of its own.
  const isPlain = date.length === 10 && year >= 1000 && year <= yearMax && !date.endsWith('-02-29')
  return isPlain ? `${year}${date.slice(4)}` : addMonths(date, years * 12)
}

/**
 * Adds an ISO 8601 duration of years, months and days, as the catalog writes graded caps (`P3M`, `P1Y`), in that order.
 *
 * @throws RangeError for any other text
 */
export function addDuration(date: LegalDate, duration: string): LegalDate {
  const match = /^P(?=\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,6})D)?$/u.exec(duration)
  if (match === null) throw new RangeError('expected a duration of years, months and days such as P1Y, P3M or P10D')
  const [years, months, days] = [match[1], match[2], match[3]].map((part) => Number(part ?? 0))
  return addDays(addMonths(date, (years ?? 0) * 12 + (months ?? 0)), days ?? 0)
}
