/** The State Council's calendar of a year: days off and working weekends, as data the office can load (D4). */

import document2026 from '../../calendar/2026.json' with { type: 'json' }
import { type Finding, SchemaError } from '../errors.ts'
import type { LegalDate } from './clock.ts'
import { parseLegalDate, weekdayOf } from './legal-date.ts'

/** One year's calendar; travels in the bundle in this form. */
export interface CalendarYear {
  readonly year: number
  readonly off: readonly LegalDate[]
  readonly working: readonly LegalDate[]
}

const knownKeys = ['year', 'notice', 'off', 'working']

/**
 * Checks a calendar document `{year, notice?, off, working}` and freezes it.
 *
 * @throws SchemaError CALENDAR_INVALID with every finding
 */
export function readCalendar(document: unknown): CalendarYear {
  if (!isObject(document))
    throw new SchemaError('CALENDAR_INVALID', [{ path: '', message: 'expected an object with year, off and working' }])
  const findings: Finding[] = Object.keys(document)
    .filter((key) => !knownKeys.includes(key))
    .map((key) => ({ path: key, message: 'unknown key' }))
  const year = document['year']
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 2000 || year > 9999)
    findings.push({ path: 'year', message: 'expected a year, 2000 to 9999' })
  const off = readDates(document['off'], 'off', year, findings)
  const working = readDates(document['working'], 'working', year, findings)
  for (const [index, date] of working.entries()) {
    if (!isWeekend(date)) findings.push({ path: `working.${index}`, message: 'expected a Saturday or Sunday' })
    if (off.includes(date)) findings.push({ path: `working.${index}`, message: 'the day stands under off as well' })
  }
  if (findings.length > 0) throw new SchemaError('CALENDAR_INVALID', findings)
  return Object.freeze({ year: year as number, off: Object.freeze(off), working: Object.freeze(working) })
}

/** The calendar of 2026, by the notice of 2025-11-04. */
export function calendar2026(): CalendarYear {
  return readCalendar(document2026)
}

/** Saturday or Sunday. */
export function isWeekend(date: LegalDate): boolean {
  const weekday = weekdayOf(date)
  return weekday === 0 || weekday === 6
}

function readDates(value: unknown, path: string, year: unknown, findings: Finding[]): LegalDate[] {
  if (!Array.isArray(value)) {
    findings.push({ path, message: 'expected a list of dates' })
    return []
  }
  const dates: LegalDate[] = []
  for (const [index, entry] of value.entries()) {
    const date = typeof entry === 'string' ? parseLegalDate(entry) : undefined
    if (date === undefined || Number(date.slice(0, 4)) !== year)
      findings.push({ path: `${path}.${index}`, message: 'expected a date of this year, YYYY-MM-DD' })
    else if (dates.includes(date)) findings.push({ path: `${path}.${index}`, message: 'the day stands there twice' })
    else dates.push(date)
  }
  return dates
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
