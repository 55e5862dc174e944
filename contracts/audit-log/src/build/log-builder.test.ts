/** The builder: tiles and checkpoints out of the WAL, whatever interrupts it (audit.md §3.5). */
import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readKept } from '../notes/kept-checkpoints.ts'
import { verifyAuditLog } from '../verify/verify-log.ts'
import { fileStore } from '../wal/store.ts'
import type { AuditLog } from '../write/audit-log.ts'
import { entry, newFolder, november, openLog, segmentsOf, signerFor, told } from '../write/test-log.ts'
import { type LogBuilder, type LogBuilderOptions, openLogBuilder } from './log-builder.ts'

async function builderOf(log: AuditLog, options: Partial<LogBuilderOptions> = {}): Promise<LogBuilder> {
  const [durable] = log.durable()
  const directory = durable?.directory ?? ''
  return openLogBuilder({ directory, signer: await signerFor(log.origin), now: () => november, ...options })
}

async function write(log: AuditLog, count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, n) => log.append(entry(n), Buffer.from(`sealed-${n}`))))
}

test('it builds what is durable, never more, and gives out the entries with their payloads', async () => {
  const node = newFolder()
  const log = await openLog(node)
  const builder = await builderOf(log)
  await write(log, 3)
  const first = await builder.advance(1)
  expect([first.size, first.entries.map(({ index }) => index)]).toEqual([1, [0]])
  const second = await builder.advance(log.size)
  expect(second.entries.map(({ index, sealed }) => [index, sealed.toString()])).toEqual(
    [0, 1, 2].map((n) => [n + 1, `sealed-${n}`]),
  )
  expect(second.checkpoint).toBe(readFileSync(join(node, '2026', 'checkpoint'), 'utf8'))
  const third = await builder.advance(log.size)
  expect([third.size, third.entries, third.checkpoint]).toEqual([4, [], second.checkpoint])
  builder.close()
  await log.close()
})

test('a long backlog is built in steps, and partial tiles of every size that was signed stand until the full one does', async () => {
  const node = newFolder()
  const log = await openLog(node)
  const builder = await builderOf(log)
  await write(log, 99)
  await builder.advance(log.size)
  await write(log, 100)
  await builder.advance(log.size)
  const partial = join(node, '2026', 'tile', '0', '000.p')
  expect(readdirSync(partial).sort()).toEqual(['100', '200'])
  await write(log, 10_000)
  const step = await builder.advance(log.size)
  expect([step.size, step.entries.length]).toEqual([200 + 8_192, 8_192])
  expect((await builder.advance(log.size)).size).toBe(10_200)
  expect(readdirSync(join(node, '2026', 'tile', '0'))).not.toContain('000.p')
  builder.close()
  await log.close()
  expect(verifyAuditLog(node)).toMatchObject({ good: true })
})

test('it goes on where the last checkpoint stands, and over segments; those that are kept elsewhere may go', async () => {
  const node = newFolder()
  for (const _round of [1, 2, 3]) {
    const log = await openLog(node)
    await write(log, 150)
    const builder = await builderOf(log)
    await builder.advance(log.size)
    builder.close()
    await log.close()
  }
  const log = await openLog(node)
  const builder = await builderOf(log)
  const { size } = await builder.advance(log.size)
  log.kept({ origin: log.origin, built: size, stored: 152 })
  while (segmentsOf(join(node, '2026')).length > 3) await new Promise(setImmediate)
  expect(told(join(node, '2026'))).toHaveLength(size)
  log.kept({ origin: log.origin, built: size, stored: size })
  while (segmentsOf(join(node, '2026')).length > 1) await new Promise(setImmediate)
  builder.close()
  await log.close()
  const again = await openLog(node)
  expect(again.size).toBe(size + 2)
  await again.close()
  expect(verifyAuditLog(node)).toMatchObject({ good: true })
})

test('an error of the disk at any write of a step: nothing counts, and the next step does it all', async () => {
  const node = newFolder()
  const log = await openLog(node)
  let left = Number.POSITIVE_INFINITY
  const used = (): void => {
    left -= 1
    if (left < 0) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
  }
  const builder = await builderOf(log, {
    store: {
      ...fileStore,
      writeFile: async (path, bytes) => {
        used()
        await fileStore.writeFile(path, bytes)
      },
      syncFolder: async (path) => {
        used()
        await fileStore.syncFolder(path)
      },
    },
  })
  const afterFailures: number[] = []
  let writes = 0
  for (let failing = true; failing; writes++) {
    await write(log, 100)
    const before = builder.size
    left = writes
    failing = await builder.advance(log.size).then(
      () => false,
      () => true,
    )
    if (failing) afterFailures.push(builder.size - before)
  }
  expect(new Set(afterFailures)).toEqual(new Set([0]))
  expect(writes).toBeGreaterThan(5)
  left = Number.POSITIVE_INFINITY
  expect((await builder.advance(log.size)).size).toBe(log.size)
  builder.close()
  await log.close()
  expect(verifyAuditLog(node)).toMatchObject({ good: true })
})

test('two builders on one folder, and one with another key, are refused', async () => {
  const log = await openLog(newFolder())
  const builder = await builderOf(log)
  await expect(builderOf(log)).rejects.toMatchObject({ code: 'AUDIT_LOCKED' })
  builder.close()
  const signer = await signerFor('xinqiao/audit/other/2026')
  await expect(builderOf(log, { signer })).rejects.toMatchObject({ code: 'AUDIT_ORIGIN' })
  await log.close()
})

test('one checkpoint an hour is kept, and every settled one that it is given; a half-written last one is cut', async () => {
  const node = newFolder()
  const log = await openLog(node)
  let at = november
  const builder = await builderOf(log, { now: () => at })
  const notes: (string | null)[] = []
  for (const minutes of [0, 30, 61, 90]) {
    at = november + minutes * 60_000
    await write(log, 1)
    notes.push((await builder.advance(log.size)).checkpoint)
  }
  await builder.keepSettled(notes[3] ?? '')
  builder.close()
  const file = join(node, '2026', 'checkpoints', '2026-11-24.txt')
  expect(readKept(readFileSync(file, 'utf8'))).toMatchObject({ notes: [notes[0], notes[2], notes[3]], unread: [] })
  appendFileSync(file, 'xinqiao/audit')
  const later = await builderOf(log, { now: () => at })
  await later.keepSettled(notes[3] ?? '')
  later.close()
  await log.close()
  expect(readKept(readFileSync(file, 'utf8'))).toMatchObject({
    notes: [notes[0], notes[2], notes[3], notes[3]],
    unread: [],
  })
})
