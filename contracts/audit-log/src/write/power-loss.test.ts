/** AU8: the recorded order of writes and syncs of writer and builder, replayed and cut at every point, as a power loss would. */
import { hash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLogBuilder } from '../build/log-builder.ts'
import { verifyAuditLog } from '../verify/verify-log.ts'
import type { AuditLog } from './audit-log.ts'
import { leftAfter, type Names, putDown, recordedDisk, type Step } from './recorded-disk.ts'
import { entry, leavesOf, newFolder, november, openLog, signerFor } from './test-log.ts'

const newYear = Date.parse('2027-01-01T00:00:00+08:00')

/** Two starts, several groups, checkpoints between them, segments that go, a closed origin, a turn of the year. */
async function recorded(): Promise<readonly Step[]> {
  const node = newFolder()
  const steps: Step[] = []
  const store = recordedDisk(node, steps)
  let n = 0
  const write = async (log: AuditLog, count: number): Promise<void> => {
    await Promise.all(
      Array.from({ length: count }, async () => {
        const mark = `trace-${n}`
        await log.append(entry(n++), Buffer.from('sealed'))
        steps.push({ kind: 'acknowledged', mark })
      }),
    )
  }
  const build = async (log: AuditLog): Promise<void> => {
    for (const { origin, directory, size } of log.durable()) {
      const builder = await openLogBuilder({ directory, signer: await signerFor(origin), store, now: () => november })
      await builder.advance(size)
      builder.close()
      log.kept({ origin, built: size, stored: size })
    }
  }
  let at = november
  let log = await openLog(node, { store, now: () => at })
  await write(log, 3)
  await build(log)
  await write(log, 2)
  await log.close()
  log = await openLog(node, { store, now: () => at })
  await write(log, 260)
  await build(log)
  await write(log, 2)
  await log.closeOrigin('rolled-back')
  await write(log, 1)
  await build(log)
  at = newYear
  await write(log, 2)
  await build(log)
  await log.close()
  return steps
}

const shares = [0.3, 0.99]

test('AU8 [REG-26.2b] a power loss at any point: the log starts, nothing acknowledged is lost, and it verifies', async () => {
  const steps = await recorded()
  expect(new Set(steps.map(({ kind }) => kind)).size).toBe(8)
  const seen = new Set<string>()
  for (let cut = 0; cut <= steps.length; cut++) {
    const before = steps.slice(0, cut)
    const next = steps[cut]
    const acknowledged = before.flatMap((step) => (step.kind === 'acknowledged' ? [step.mark] : []))
    // Between two acknowledgements nothing reaches the disk.
    if (next?.kind === 'acknowledged') continue
    const lefts = [leftAfter(before, { names: 'lost' }), leftAfter(before, { names: 'there' })]
    if (next?.kind === 'write')
      for (const share of shares) lefts.push(leftAfter(before, { names: 'lost', underWay: { step: next, share } }))
    for (const left of lefts) {
      if (seen.has(printOf(left, acknowledged))) continue
      seen.add(printOf(left, acknowledged))
      const node = newFolder()
      putDown(left, node)
      const what = `cut before step ${cut}, ${next?.kind} ${next !== undefined && 'path' in next ? next.path : ''}`
      await startsAndHolds(node, acknowledged).catch((error: unknown) => {
        throw new Error(what, { cause: error })
      })
    }
  }
}, 240_000)

/** Tells states apart: the same files and the same promises need one look. */
function printOf(left: Names, acknowledged: readonly string[]): string {
  const files = [...left].map(([path, what]) => `${path} ${what === 'folder' ? '' : hash('sha256', what.bytes)}`)
  return hash('sha256', [...files.sort(), acknowledged.length].join('\n'))
}

async function startsAndHolds(node: string, acknowledged: readonly string[]): Promise<void> {
  const log = await openLog(node)
  await log.append(entry(9_999))
  await log.close()
  for (const { origin, directory, size } of log.durable()) {
    const builder = await openLogBuilder({ directory, signer: await signerFor(origin) })
    await builder.advance(size)
    builder.close()
  }
  const kept = new Set(
    readdirSync(node)
      .filter((name) => /^\d{4}/.test(name))
      .flatMap((name) => leavesOf(join(node, name)))
      .map((leaf) => leaf['trace']),
  )
  const lost = acknowledged.filter((mark) => !kept.has(mark))
  if (lost.length > 0) throw new Error(`lost ${lost.join(' ')}`)
  const report = verifyAuditLog(node)
  if (!report.good) throw new Error(JSON.stringify(report.findings))
}
