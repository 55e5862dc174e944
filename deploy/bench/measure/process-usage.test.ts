import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { mainThreadCpuMs, threadCpuMs, usageOf } from './process-usage.ts'

test('processor time counts work and memory is that of the process', () => {
  const before = usageOf(process.pid)
  const until = process.cpuUsage().user + 100_000
  while (process.cpuUsage().user < until);
  const after = usageOf(process.pid)
  expect(after.cpuMs - before.cpuMs).toBeGreaterThanOrEqual(80)
  expect(after.rssMb).toBeGreaterThan(10)
})

test('a thread is told by its name, and a process without such a thread has used nothing there', async () => {
  const program = `
    const { parentPort } = require('node:worker_threads')
    while (process.threadCpuUsage().user < 100_000);
    parentPort.once('message', () => {})
    parentPort.postMessage('worked')`
  const worker = new Worker(program, { eval: true, name: 'bench-thread' })
  await once(worker, 'message')
  expect(threadCpuMs(process.pid, 'bench-thread')).toBeGreaterThanOrEqual(80)
  worker.postMessage('end')
  await once(worker, 'exit')
  expect(threadCpuMs(process.pid, 'bench-thread')).toBe(0)
  expect(mainThreadCpuMs(process.pid)).toBeGreaterThan(0)
})
