/** From one origin to the next: turn of the year, clock, closed origins, other processes (AU16, AU5). */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { openLogBuilder } from '../build/log-builder.ts'
import { checkpointKeys } from '../keys/index.ts'
import type { CheckpointSigner } from '../notes/signer.ts'
import { verifyAuditLog } from '../verify/verify-log.ts'
import { WalCursor } from '../wal/wal-cursor.ts'
import { entry, failingDisk, leavesOf, newFolder, november, openLog, segmentsOf, signerFor, told } from './test-log.ts'

const newYear = Date.parse('2027-01-01T00:00:00+08:00')

async function build(directory: string, origin: string, size: number): Promise<string> {
  const builder = await openLogBuilder({ directory, signer: await signerFor(origin) })
  try {
    return (await builder.advance(size)).checkpoint ?? ''
  } finally {
    builder.close()
  }
}

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

test('AU16 a step of the clock of more than two seconds is named in an entry, in both directions; the order of entries stays', async () => {
  const node = newFolder()
  let at = november
  const log = await openLog(node, { now: () => at })
  await log.append(entry(0))
  at += 3_600_000
  await log.append(entry(1))
  at -= 7_200_000
  await log.append(entry(2))
  at += 1_500
  await log.append(entry(3))
  await log.close()
  expect(told(join(node, '2026')).filter((one) => one !== 'clock')).toEqual(['start', 0, 1, 2, 3, 'stop'])
  const steps = leavesOf(join(node, '2026'))
    .filter((leaf) => leaf['act'] === 'clock')
    .map((leaf) => Number(leaf['stepMs']))
  expect(steps.map((step) => Math.round(step / 60_000))).toEqual([60, -120])
})

test('AU16 a second process on one origin is refused, and the first goes on', async () => {
  const node = newFolder()
  const keys = newFolder()
  const script = join(newFolder(), 'holder.mts')
  writeFileSync(
    script,
    `import { checkpointKeys, openAuditLog } from ${JSON.stringify(join(import.meta.dirname, '..', 'index.ts'))}
    const { signerFor } = checkpointKeys(${JSON.stringify(keys)})
    const log = await openAuditLog({ directory: ${JSON.stringify(node)}, hub: 'xinqiao', node: 'test', signerFor })
    process.stdout.write('open\\n')
    process.stdin.once('data', async () => { await log.close(); process.exit(0) })`,
  )
  const holder = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(createInterface({ input: holder.stdout }), 'line')
  const made = checkpointKeys(keys)
  const signerFor = (origin: string): Promise<CheckpointSigner> => made.signerFor(origin)
  await expect(openLog(node, { signerFor, now: Date.now })).rejects.toMatchObject({ code: 'AUDIT_LOCKED' })
  holder.stdin.write('end\n')
  expect(await once(holder, 'exit')).toEqual([0, null])
  const log = await openLog(node, { signerFor, now: Date.now })
  expect(log.size).toBeGreaterThanOrEqual(3)
  await expect(openLog(node, { signerFor, now: Date.now })).rejects.toMatchObject({ code: 'AUDIT_LOCKED' })
  await log.close()
})

test('AU5 a closed origin goes on under the next, whose first entry names both, with all that no checkpoint covered', async () => {
  const node = newFolder()
  const log = await openLog(node)
  await log.append(entry(0), Buffer.from('sealed-0'))
  const last = await build(join(node, '2026'), log.origin, 2)
  await Promise.all([1, 2].map((n) => log.append(entry(n), Buffer.from(`sealed-${n}`))))
  const closing = log.closeOrigin('rolled-back')
  const during = log.append(entry(3))
  await closing
  expect((await during).origin).toBe('xinqiao/audit/test/2026-2')
  expect(log.origin).toBe('xinqiao/audit/test/2026-2')
  await log.close()
  expect(told(join(node, '2026'))).toEqual(['start', 0, 1, 2])
  expect(told(join(node, '2026-2'))).toEqual(['origin', 1, 2, 3, 'stop'])
  expect(leavesOf(join(node, '2026-2'))[0]).toMatchObject({
    reason: 'rolled-back',
    again: 2,
    before: { origin: 'xinqiao/audit/test/2026', size: 4, checkpoint: last },
  })
  const cursor = new WalCursor(join(node, '2026-2'), 1)
  expect(cursor.read(3).map(({ sealed }) => sealed.toString())).toEqual(['sealed-1', 'sealed-2'])
  cursor.close()
  await build(join(node, '2026'), 'xinqiao/audit/test/2026', 4)
  await build(join(node, '2026-2'), 'xinqiao/audit/test/2026-2', 5)
  expect(verifyAuditLog(node)).toMatchObject({ good: true })
  const again = await openLog(node)
  expect([again.origin, again.size]).toEqual(['xinqiao/audit/test/2026-2', 6])
  await again.close()
})

test('AU5 a closing that a crash cut short, at any group, is finished by the next start', async () => {
  const node = newFolder()
  const log = await openLog(node)
  for (const n of [0, 1, 2, 3]) await log.append(entry(n))
  await log.closeOrigin('rolled-back')
  await log.close()
  const expected = ['origin', 'start', 0, 1, 2, 3]
  expect(told(join(node, '2026-2'))).toEqual([...expected, 'stop'])
  const whole = ['start', 0, 1, 2, 3]
  const cases = [
    { kept: 'nothing', in: '2026', expected: [...whole, 'start', 'stop'] },
    { kept: 'folder', in: '2026-2', expected: [...expected, 'start', 'stop'] },
    { kept: 'first', in: '2026-2', expected: [...expected, 'start', 'stop'] },
  ]
  for (const one of cases) {
    const copy = newFolder()
    cpSync(join(node, '2026'), join(copy, '2026'), { recursive: true })
    if (one.kept !== 'nothing') cpSync(join(node, '2026-2'), join(copy, '2026-2'), { recursive: true })
    if (one.kept === 'folder') for (const file of segmentsOf(join(copy, '2026-2'))) rmSync(file)
    if (one.kept === 'first') cutToFirstGroup(join(copy, '2026-2'))
    await (await openLog(copy)).close()
    expect(told(join(copy, one.in))).toEqual(one.expected)
  }
})

function cutToFirstGroup(directory: string): void {
  const cursor = new WalCursor(directory, 0)
  const [first] = cursor.read(1)
  cursor.close()
  const [file = ''] = segmentsOf(directory)
  const header = 24
  const length = header + (first?.leaf.length ?? 0)
  truncateSync(file, length)
}

test('AU16 an origin whose predecessor was taken away goes on by itself, and takes nothing from an older year', async () => {
  const node = newFolder()
  const first = await openLog(node, { now: () => november - 365 * 24 * 3_600_000 })
  await Promise.all(Array.from({ length: 20 }, (_, n) => first.append(entry(n))))
  await first.close()
  const log = await openLog(node)
  await log.append(entry(100))
  await log.closeOrigin('witness')
  await log.append(entry(101))
  await log.close()
  const before = told(join(node, '2026-2'))
  rmSync(join(node, '2026'), { recursive: true })
  const again = await openLog(node)
  expect(again.origin).toBe('xinqiao/audit/test/2026-2')
  await again.close()
  expect(told(join(node, '2026-2'))).toEqual([...before, 'start', 'stop'])
})
