import { expect, test } from 'vitest'
import { type BenchRow, median, withRatios } from './bench-row.ts'

const row = (engine: string, cpuMsPerRequest: number, name = 'profile'): BenchRow => ({
  case: name,
  engine,
  cpuMsPerRequest,
  p50Ms: 1,
  p99Ms: 2,
  rssMb: 3,
  ratioToFloor: null,
  requestsPerSecond: 4,
})

test('the median of rounds is the middle one, or the mean of the two in the middle', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 3, 2])).toBe(2.5)
})

test('a row is compared with the floor of its own case, and with none where the case has no floor', () => {
  const rows = withRatios([row('floor', 0.2), row('ours', 0.3), row('floor', 2, 'batch'), row('log', 1, 'audit')])
  expect(rows.map(({ ratioToFloor }) => ratioToFloor)).toEqual([1, 1.5, 1, null])
})

test('where the thread of checks was told apart, the ratio without it stands beside', () => {
  const [, ours] = withRatios([row('floor', 0.2), { ...row('xinqiao', 0.5), more: { cpuMsWithoutVerifyThread: 0.3 } }])
  expect(ours?.ratioToFloor).toBe(2.5)
  expect(ours?.more?.['ratioWithoutVerifyThread']).toBe(1.5)
})
