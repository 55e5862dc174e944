/** Legal dates: days of the calendar in Asia/Shanghai, written `YYYY-MM-DD`, as the law counts them (D16). */
import type { LegalDate } from './clock.ts'

/** Asia/Shanghai is eight hours ahead, without summer time since 1992; legal time starts with the law, in 2022. */
const shanghaiOffsetMs = 8 * 3_600_000
const dayMs = 86_400_000

/** A date as year, month 1–12, day 1–31. */
export interface DateParts {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** The text as a legal date, or `undefined` when it is not a real day in exactly this form. */
export function parseLegalDate(text: string): LegalDate | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text)
  if (match === null) return undefined
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const real = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  return real ? text : undefined
}

/** The legal date on which an instant falls. */
export function legalDateOf(ms: number): LegalDate {
  return dateOfDay(Math.floor((ms + shanghaiOffsetMs) / dayMs))
}

/** The instant at which a legal date begins, 00:00 in Asia/Shanghai. */
export function startOfLegalDateMs(date: LegalDate): number {
  return dayOfDate(date) * dayMs - shanghaiOffsetMs
}

/** Negative, zero or positive as the first date is before, on or after the second. */
export function compareDates(first: LegalDate, second: LegalDate): number {
  if (first === second) return 0
  return first < second ? -1 : 1
}

/** Sunday 0 … Saturday 6. */
export function weekdayOf(date: LegalDate): number {
  const thursday = 4
  return (((dayOfDate(date) + thursday) % 7) + 7) % 7
}

/** Days of a month, leap years counted. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Parts of a legal date. */
export function partsOf(date: LegalDate): DateParts {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) }
}

/** A legal date from its parts. */
export function dateOfParts({ year, month, day }: DateParts): LegalDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Number of the day, 1970-01-01 = 0. */
export function dayOfDate(date: LegalDate): number {
  const { year, month, day } = partsOf(date)
  // A year that begins in March puts the leap day at its end, so that no month needs a case of its own.
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The date of a day's number. */
export function dateOfDay(number: number): LegalDate {
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const march = Math.floor((5 * dayOfYear + 2) / 153)
  const month = march < 10 ? march + 3 : march - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return dateOfParts({ year, month, day: dayOfYear - Math.floor((153 * march + 2) / 5) + 1 })
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}
