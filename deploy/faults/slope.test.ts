import { expect, test } from 'vitest'
import { type Sample, slopeOf, verdictOf } from './slope.ts'

const samples = (rss: (minutes: number) => number): readonly Sample[] =>
  Array.from({ length: 31 }, (_, minutes) => ({ minutes, rssMb: rss(minutes) }))

test('the slope counts from the fifth minute on: caches may fill before', () => {
  expect(slopeOf(samples((minutes) => 100 + 20 * Math.min(5, minutes)))).toBeCloseTo(0)
  expect(slopeOf(samples((minutes) => 100 + 2 * minutes))).toBeCloseTo(2)
})

test('row 33 is kept below 1 MB a minute and at 256 MB, not at 1 and not above', () => {
  expect(verdictOf(samples((minutes) => 226 + 0.99 * minutes)).isKept).toBe(true)
  expect(verdictOf(samples((minutes) => 100 + minutes)).isKept).toBe(false)
  expect(verdictOf(samples((minutes) => 100 + 5 * minutes).slice(0, 9)).isKept).toBe(true)
  expect(verdictOf(samples(() => 256)).isKept).toBe(true)
  expect(verdictOf(samples(() => 257))).toMatchObject({ isKept: false, why: 'RSS reached 257 MB' })
})
