import { expect, test } from 'vitest'
import type { BenchRow } from './bench-row.ts'
import { peersTableOf, tableOf } from './tables.ts'

const row = (engine: string, cpuMsPerRequest: number, least: number): BenchRow => ({
  case: 'profile',
  engine,
  cpuMsPerRequest,
  p50Ms: 1,
  p99Ms: null,
  rssMb: 3,
  ratioToFloor: null,
  requestsPerSecond: null,
  more: { leastCpuMsPerRequest: least },
})

test('the table shows the median and the least, and a dash where nothing was measured', () => {
  const [, line = ''] = tableOf([row('floor', 0.2, 0.1)]).split('\n')
  expect(line.split(/\s{2,}/)).toEqual(['profile', 'floor', '0.2000', '0.1000', '1.00', '–', '3', '–', '–'])
})

test('ours is held against each peer that ran, by medians and by best rounds', () => {
  const [, line = ''] = peersTableOf([row('xinqiao', 0.2, 0.1), row('stock-apollo', 2, 1.5), row('hive', 1, 1)]).split(
    '\n',
  )
  expect(line.split(/\s{2,}/)).toEqual(['profile', 'xinqiao', '10.0', '15.0', '–', '–', '5.0', '10.0'])
})

test('without peers there is nothing to hold ours against', () => {
  expect(peersTableOf([row('floor', 1, 1), row('xinqiao', 1, 1)])).toBe('')
})
