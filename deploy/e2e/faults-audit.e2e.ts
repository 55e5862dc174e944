/** Rows 23 and 24 of the faults: the disk under the audit log is full, and a gateway is killed with half a group written. */
import { appendFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { verifyAuditLog } from '@xinqiao/audit-log'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Caller, openCaller, type TimedAnswer } from '../faults/caller.ts'
import { type HubUnderFault, startHubUnderFault } from '../faults/hub-under-fault.ts'
import { entriesByReceipt, lastSegment, nodeFolder } from '../faults/node-log.ts'
import { type Replica, startReplica } from '../faults/replica.ts'
import { mountSmallDisk, type SmallDisk } from '../faults/small-disk.ts'
import { until } from '../faults/until.ts'
import type { Asking } from './hub-under-test.ts'

const tax: Asking = { client: 'tax-app', contract: 'CT-TAX-01', purpose: 'TAX_CREDIT', case: '琼税案〔2026〕1号' }
const uscc = '914601000000A00134'
const profile =
  'query($uscc: ID!) { organization(uscc: $uscc) { amr { penalty { nodes { id } } } tax { creditGrade { nodes { grade } } } } }'
/** Large enough that an hour like this story's minute fits, as `/ready` asks. */
const diskBytes = 96 * 1024 * 1024
/** What is left of it: a few dozen entries. */
const leftBytes = 64 * 1024

let under: HubUnderFault
let replica: Replica | null = null
let caller: Caller | null = null
let disk: SmallDisk | null = null

beforeAll(async () => {
  under = await startHubUnderFault(join(import.meta.dirname, 'sample-hub'))
}, 240_000)
afterEach(async () => {
  await caller?.close()
  await replica?.stop()
  disk?.unmount()
  ;[caller, replica, disk] = [null, null, null]
})
afterAll(async () => under?.stop())

const stateOf = (node: string): string => join(under.setting.stateDir, node)

/** A gateway of its own, and somebody who asks it. */
async function start(node: string): Promise<{ readonly replica: Replica; readonly caller: Caller }> {
  const started = await startReplica(under.setting, { node })
  replica = started
  caller = await openCaller(under.hub, tax, { origin: started.url })
  return { replica: started, caller }
}

test('[REG-26.2b] fault row 23: a full audit disk lets no data out, says so at /ready, and all is well again by itself when space returns', async (context) => {
  const node = 'full'
  disk = mountSmallDisk(join(stateOf(node), 'audit'), diskBytes)
  if (disk === null) return context.skip()
  const { replica: one, caller: asker } = await start(node)
  const answers: TimedAnswer[] = [await asker.ask(profile, { uscc })]
  expect(answers[0]).toMatchObject({ status: 200 })
  disk.fill(leftBytes)
  await until('the disk takes no entry', 60_000, async () => {
    const some = await Promise.all(Array.from({ length: 4 }, () => asker.ask(profile, { uscc })))
    answers.push(...some)
    return some.every(({ status }) => status === 503)
  })
  expect(answers.filter(({ status, text }) => text.includes('"data"') !== (status === 200))).toEqual([])
  const refused = answers.filter(({ status }) => status !== 200)
  expect(refused.filter(({ status, text }) => status !== 503 || !text.includes('"AUDIT_UNAVAILABLE"'))).toEqual([])
  const { status, reasons } = await one.ready()
  expect([status, reasons]).toEqual([503, expect.arrayContaining(['AUDIT_UNAVAILABLE'])])
  expect(one.events('audit-unavailable')[0]).toMatchObject({ alarm: true })
  disk.empty()
  await until('it is ready again', 30_000, async () => (await one.ready()).status === 200)
  answers.push(await asker.ask(profile, { uscc }))
  expect(answers.at(-1)).toMatchObject({ status: 200 })
  await one.stop()
  const entries = entriesByReceipt(stateOf(node), node)
  const receipts = answers.filter((answer) => answer.status === 200).map(({ receipt }) => receipt ?? 'none')
  expect(receipts.filter((receipt) => entries.get(receipt)?.kind !== 'query')).toEqual([])
  expect([...entries.values()].some(({ act }) => act === 'gap')).toBe(true)
  expect(verifyAuditLog(nodeFolder(stateOf(node), node))).toMatchObject({ good: true, findings: [] })
}, 240_000)

test('[REG-26.2b] fault row 24: nothing acknowledged is missing after kill -9 with half a group written, and the cut is named', async () => {
  const node = 'torn'
  const state = stateOf(node)
  const first = await start(node)
  const answers: TimedAnswer[] = []
  const asking = Promise.allSettled(
    Array.from({ length: 8 }, async () => {
      for (;;) answers.push(await first.caller.ask(profile, { uscc }))
    }),
  )
  await until('it answers', 60_000, () => answers.length >= 200)
  first.replica.process.kill('SIGKILL')
  await asking
  const acknowledged = answers.map(({ receipt }) => receipt).filter((receipt) => receipt !== null)
  expect(new Set(acknowledged).size).toBe(acknowledged.length)
  // A write that the power ended: a header that promises more than follows.
  const half = Buffer.alloc(300, 7)
  half.writeUInt32BE(4_000, 0)
  appendFileSync(lastSegment(state, node).path, half)
  await first.caller.close()
  const second = await start(node)
  expect(await second.caller.ask(profile, { uscc })).toMatchObject({ status: 200 })
  await second.replica.stop()
  const entries = entriesByReceipt(state, node)
  expect(acknowledged.filter((receipt) => entries.get(receipt)?.kind !== 'query')).toEqual([])
  const cuts = [...entries.values()].filter(({ act }) => act === 'start').map(({ cut }) => cut)
  expect(cuts).toEqual([[], [{ bytes: half.length, sha256: expect.any(String) }]])
  expect(verifyAuditLog(nodeFolder(state, node))).toMatchObject({ good: true, findings: [] })
}, 240_000)

test('fault row 24: a log whose last 1 to 500 bytes are gone starts, cut to its last whole group', async () => {
  const node = 'short'
  const state = stateOf(node)
  for (const lost of [1, 17, 250, 500]) {
    const { replica: one, caller: asker } = await start(node)
    for (let count = 0; count < 5; count += 1) await asker.ask(profile, { uscc })
    one.process.kill('SIGKILL')
    await until('it is gone', 10_000, () => one.process.exitCode !== null || one.process.signalCode !== null)
    await asker.close()
    const { path, bytes } = lastSegment(state, node)
    truncateSync(path, Math.max(0, bytes - lost))
  }
  const { replica: last, caller: asker } = await start(node)
  expect(await asker.ask(profile, { uscc })).toMatchObject({ status: 200 })
  await last.stop()
  const starts = [...entriesByReceipt(state, node).values()].filter(({ act }) => act === 'start')
  expect(starts.slice(1).every(({ cut }) => Array.isArray(cut) && cut.length > 0)).toBe(true)
  expect(verifyAuditLog(nodeFolder(state, node))).toMatchObject({ good: true, findings: [] })
}, 240_000)
