/** The turn of the year: a new origin, whose first entry holds the last checkpoint of the old (AU16). */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { build, entry, failingDisk, leavesOf, newFolder, openLog, segmentsOf, told } from './test-log.ts'

const newYear = Date.parse('2027-01-01T00:00:00+08:00')

test('AU16 at the turn of the year (Asia/Shanghai) the log goes on under a new origin whose first entry holds the last checkpoint of the old', async () => {
  const node = newFolder()
  let at = newYear - 1
  const log = await openLog(node, { now: () => at })
  await log.append(entry(0))
  const last = await build(join(node, '2026'), log.origin, log.size)
  log.kept({ origin: log.origin, built: 2, stored: 2 })
  at = newYear
  const receipts = await Promise.all([1, 2, 3].map((n) => log.append(entry(n))))
  expect(receipts.map(({ origin, index }) => [origin, index])).toEqual(
    [1, 2, 3].map((n) => ['xinqiao/audit/test/2027', n]),
  )
  expect(log.origin).toBe('xinqiao/audit/test/2027')
  await log.close()
  expect(told(join(node, '2026'))).toEqual(['start', 0])
  expect(told(join(node, '2027'))).toEqual(['year', 1, 2, 3, 'stop'])
  expect(leavesOf(join(node, '2027'))[0]).toMatchObject({
    before: { origin: 'xinqiao/audit/test/2026', size: 2, checkpoint: last },
  })
})

test('AU16 the turn waits a moment for the last checkpoint; without a builder it names how many entries there were', async () => {
  const node = newFolder()
  let at = newYear - 1
  const log = await openLog(node, { now: () => at })
  await log.append(entry(0))
  log.kept({ origin: log.origin, built: 0, stored: 0 })
  at = newYear
  const waiting = log.append(entry(1))
  // The builder is late by a little: only now it signs.
  const last = await build(join(node, '2026'), 'xinqiao/audit/test/2026', 2)
  log.kept({ origin: 'xinqiao/audit/test/2026', built: 2, stored: 2 })
  await waiting
  await log.close()
  expect(leavesOf(join(node, '2027'))[0]).toMatchObject({ before: { size: 2, checkpoint: last } })
  const alone = newFolder()
  at = newYear - 1
  const other = await openLog(alone, { now: () => at })
  at = newYear
  await other.append(entry(0))
  await other.close()
  expect(leavesOf(join(alone, '2027'))[0]).toMatchObject({ before: { size: 1, checkpoint: null } })
})

test('AU16 a start in the new year does the same, cuts what the old year left torn, and still has the old year built', async () => {
  const node = newFolder()
  const old = await openLog(node)
  await old.append(entry(0))
  await old.close()
  const [file = ''] = segmentsOf(join(node, '2026'))
  writeFileSync(file, 'torn', { flag: 'a' })
  const told2: string[] = []
  const log = await openLog(node, {
    now: () => newYear,
    onDurable: ({ origin, size }) => told2.push(`${origin} ${size}`),
  })
  expect(log.durable().map(({ origin, size }) => [origin, size])).toEqual([
    ['xinqiao/audit/test/2026', 3],
    ['xinqiao/audit/test/2027', 2],
  ])
  expect(told2).toContain('xinqiao/audit/test/2026 3')
  expect(leavesOf(join(node, '2027'))).toMatchObject([{ act: 'year' }, { act: 'start', cut: [{ bytes: 4 }] }])
  log.kept({ origin: 'xinqiao/audit/test/2026', built: 3, stored: 2 })
  log.kept({ origin: 'xinqiao/audit/test/2026', built: 3, stored: 3 })
  expect(log.durable()).toHaveLength(1)
  while (readdirSync(join(node, '2026', 'wal')).length > 0) await new Promise(setImmediate)
  await log.close()
})

test('AU16 a folder that a crash left before it said whose it is stops no later start', async () => {
  const node = newFolder()
  mkdirSync(join(node, '2026', 'wal'), { recursive: true })
  const log = await openLog(node, { now: () => newYear })
  expect(log.origin).toBe('xinqiao/audit/test/2027')
  await log.close()
  expect(told(join(node, '2027'))).toEqual(['start', 'stop'])
})

test('AU16 a turn that the disk does not allow leaves the old year in place, and is tried again', async () => {
  const node = newFolder()
  const disk = failingDisk('EIO')
  let at = newYear - 1
  const log = await openLog(node, { now: () => at, store: disk.store })
  disk.fail = 'open'
  at = newYear
  expect((await log.append(entry(0))).origin).toBe('xinqiao/audit/test/2026')
  disk.fail = null
  expect((await log.append(entry(1))).origin).toBe('xinqiao/audit/test/2026')
  at = newYear + 10_000
  expect((await log.append(entry(2))).origin).toBe('xinqiao/audit/test/2027')
  await log.close()
  expect(leavesOf(join(node, '2027'))[0]).toMatchObject({ act: 'year', before: { size: 3 } })
})
