/** Ticks, notes and counts of what was turned away (audit.md §1). */
import { beforeEach, expect, test } from 'vitest'
import { AuditUnavailable } from '../errors.ts'
import { type AuditEntry, leafText } from '../leaf/audit-entry.ts'
import { keepSystemRecord, type TurnedAway } from './system-record.ts'

let nowMs = 0
let isFull = false
const entries: AuditEntry[] = []
const failures: unknown[] = []
let counts: Record<string, number> = {}

const log = {
  get size() {
    return entries.length
  },
  append: async (entry: AuditEntry) => {
    if (isFull) throw new AuditUnavailable('full')
    leafText(entry)
    entries.push(entry)
    return { origin: 'o', index: entries.length - 1, leafHash: '' }
  },
}
const away: TurnedAway = {
  get isEmpty() {
    return Object.keys(counts).length === 0
  },
  take: () => {
    const taken = counts
    counts = {}
    return taken
  },
  giveBack: (back) => {
    counts = { ...back }
  },
}

beforeEach(() => {
  nowMs = 0
  isFull = false
  entries.length = 0
  failures.length = 0
  counts = {}
})

function open() {
  return keepSystemRecord({ log, away, onFailure: (error) => failures.push(error), monotonicMs: () => nowMs })
}

test('a log in which nothing was written for half a minute ticks, and one in use does not', async () => {
  const record = open()
  nowMs = 29_999
  await record.look()
  expect(entries).toEqual([])
  nowMs = 30_000
  await record.look()
  expect(entries).toMatchObject([{ kind: 'system', act: 'tick', turnedAway: {} }])
  entries.push({ v: 1, kind: 'query', at: 0 })
  nowMs = 59_000
  await record.look()
  nowMs = 80_000
  await record.look()
  expect(entries).toHaveLength(2)
  await record.stop()
})

test('calls turned away stand in the next entry, also while others write all the time', async () => {
  const record = open()
  counts = { OVERLOADED: 3 }
  nowMs = 20_000
  entries.push({ v: 1, kind: 'query', at: 0 })
  await record.look()
  expect(entries).toHaveLength(1)
  nowMs = 31_000
  entries.push({ v: 1, kind: 'query', at: 0 })
  await record.look()
  expect(entries.at(-1)).toMatchObject({ act: 'tick', turnedAway: { OVERLOADED: 3 } })
  counts = { NOT_FOUND: 1 }
  await record.stop()
  expect(entries.at(-1)).toMatchObject({ act: 'tick', turnedAway: { NOT_FOUND: 1 } })
})

test('what could not be written is written when the log takes entries again, with its counts', async () => {
  const record = open()
  isFull = true
  counts = { OVERLOADED: 2 }
  record.note({ act: 'bundle', bundle: { digest: 'd', number: 7 } })
  await record.look()
  expect([entries.length, failures.length > 0, counts]).toEqual([0, true, { OVERLOADED: 2 }])
  isFull = false
  await record.look()
  expect(entries).toMatchObject([{ act: 'bundle', bundle: { number: 7 }, turnedAway: { OVERLOADED: 2 } }])
  await record.look()
  expect(entries).toHaveLength(1)
  await record.stop()
})
