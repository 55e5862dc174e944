/** From one origin to the next: clock, closed origins, other processes (AU16, AU5). */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { checkpointKeys } from '../keys/index.ts'
import type { CheckpointSigner } from '../notes/signer.ts'
import { verifyAuditLog } from '../verify/verify-log.ts'
import { WalCursor } from '../wal/wal-cursor.ts'
import { build, entry, leavesOf, newFolder, november, openLog, segmentsOf, told } from './test-log.ts'

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
