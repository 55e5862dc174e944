/**
 * `HUB_CLOCK` as a clock (data.md §5): `system` · an instant, where legal time stands still · an instant followed by `+`,
 * where it starts and runs · `file:PATH`, whose content is one of the former and is read again when it changes.
 */
import { SchemaError } from '../errors.ts'
import type { Clock } from './clock.ts'
import { fileClock, type WatchedFile, watchFile } from './file-clock.ts'
import { legalDateOf, parseLegalDate } from './legal-date.ts'

const instantForm =
  /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/u
const filePrefix = 'file:'

/** How a clock opens the file it is told to follow. */
export type OpenFile = (path: string) => WatchedFile

/**
 * The clock a setting asks for.
 *
 * @throws SchemaError CLOCK_INVALID when the setting, or at the start the file's content, is none of the four forms
 */
export function readClock(spec: string, openFile: OpenFile = watchFile): Clock {
  const text = spec.trim()
  if (!text.startsWith(filePrefix)) return plainClock(text, Date.now())
  try {
    return fileClock(openFile(text.slice(filePrefix.length)), plainClock)
  } catch (error) {
    if (error instanceof SchemaError) throw error
    throw new SchemaError('CLOCK_INVALID', [{ path: '', message: "the clock's file cannot be read" }], { cause: error })
  }
}

/** A clock that stands still, for tests and the demo. */
export function fixedClock(instant: string): Clock {
  return standingClock(parseInstant(instant))
}

/** One of the three plain forms; a running clock left its instant at `sinceMs` of the machine. */
function plainClock(text: string, sinceMs: number): Clock {
  if (text === 'system') return runningClock(0)
  if (text.endsWith('+')) return runningClock(parseInstant(text.slice(0, -1)) - sinceMs)
  return standingClock(parseInstant(text))
}

function standingClock(ms: number): Clock {
  const date = legalDateOf(ms)
  return { nowMs: () => ms, today: () => date }
}

function runningClock(offsetMs: number): Clock {
  return { nowMs: () => Date.now() + offsetMs, today: () => legalDateOf(Date.now() + offsetMs) }
}

function parseInstant(text: string): number {
  const date = instantForm.exec(text)?.[1]
  // Date.parse rolls 30 February over into March; the calendar check stops it.
  const ms = date !== undefined && parseLegalDate(date) !== undefined ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(ms)) return ms
  throw new SchemaError('CLOCK_INVALID', [
    {
      path: '',
      message:
        'expected system, an instant with its offset (2026-11-23T10:00:00+08:00), the same with + at its end, or file:PATH',
    },
  ])
}
