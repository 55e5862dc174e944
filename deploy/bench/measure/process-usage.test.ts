import { expect, test } from 'vitest'
import { usageOf } from './process-usage.ts'

test('processor time counts work and memory is that of the process', () => {
  const before = usageOf(process.pid)
  const until = process.cpuUsage().user + 100_000
  while (process.cpuUsage().user < until);
  const after = usageOf(process.pid)
  expect(after.cpuMs - before.cpuMs).toBeGreaterThanOrEqual(80)
  expect(after.rssMb).toBeGreaterThan(10)
})
