import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { childrenCpuMs, mainThreadCpuMs, threadCpuMs, usageOf } from './process-usage.ts'

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

test('processes that this one started are counted while they run', async () => {
  const before = childrenCpuMs(process.pid)
  const program = "while (process.cpuUsage().user < 200_000); process.send('worked'); setInterval(() => {}, 1_000)"
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  await once(child, 'message')
  expect(childrenCpuMs(process.pid) - before).toBeGreaterThanOrEqual(180)
  child.kill()
  await once(child, 'exit')
})
