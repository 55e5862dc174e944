import { expect, test } from 'vitest'
import type { IndexCheck } from './audit-index.ts'
import { compareLog } from './compare-log.ts'

const hashes = (index: number): string => `hash of ${index}`
const log = { origin: 'hub/audit/gateway/2026', size: 5, hashes }

/** An index that holds so many entries, in pages of two. */
const pageOf = (from: number, held: number): IndexCheck => {
  const to = Math.min(from + 2, held)
  return {
    to,
    hashes: Array.from({ length: Math.max(0, to - from) }, (_, n) => hashes(from + n)),
    unfit: [],
    lost: [],
  }
}

test('an index that holds every entry of the log as it is shows no finding', async () => {
  const compared = await compareLog(log, async (from) => pageOf(from, 7))
  expect(compared).toEqual({ origin: log.origin, size: 5, compared: 5, differing: [], lost: [] })
})

test('an index that is behind is waited for', async () => {
  let held = 0
  const compared = await compareLog(log, async (from) => pageOf(from, held++), 60_000)
  expect(compared).toMatchObject({ compared: 5, differing: [], lost: [] })
})

test('[REG-26.2b] an index that ends before the log is told as such, whatever its rows say', async () => {
  expect(await compareLog(log, async (from) => pageOf(from, 3), 1)).toMatchObject({ compared: 3, differing: [] })
  expect(await compareLog(log, async (from) => pageOf(from, 0), 1)).toMatchObject({ compared: 0 })
})

test('rows that are another’s, missing or unfit, and lost payloads, are named as far as the log goes', async () => {
  const compared = await compareLog(log, async (from) => ({
    to: 6,
    hashes: [hashes(0), null, hashes(1), hashes(3), hashes(4), hashes(5)].slice(from),
    unfit: [4, 5],
    lost: [0, 5],
  }))
  expect(compared).toMatchObject({ compared: 5, differing: [1, 2, 4], lost: [0] })
})
