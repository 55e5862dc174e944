/** What is gone for good, as the log's files tell it: behind the checkpoint too, over all years, and past a year whose entries were removed. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AuditLog, checkpointKeys, openAuditLog, openLogBuilder } from '@xinqiao/audit-log'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readErasures } from './read-erasures.ts'

const hub = 'xinqiao'
const node = 'registry'
const other = 'xinqiao/audit/gateway/2026'

let home: string
let directory: string
let nowMs: number
let gone: string[]
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'xinqiao-erasures-'))
  directory = join(home, node)
  nowMs = Date.parse('2026-11-23T02:00:00Z')
  gone = []
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const keys = () => checkpointKeys(join(home, 'keys'))
const open = (): Promise<AuditLog> =>
  openAuditLog({ directory, hub, node, signerFor: (name) => keys().signerFor(name), now: () => nowMs })
const read = () => readErasures(directory, (folder) => gone.push(folder))

async function act(log: AuditLog, name: string, object: string, more: object = {}): Promise<void> {
  const entry = { act: name, object, by: 'kid', before: '', after: '', bundle: null, ...more }
  await log.append({ v: 1, kind: 'admin', at: nowMs, ...entry })
}

async function build(year: string, size: number): Promise<void> {
  const signer = await keys().signerFor(`${hub}/audit/${node}/${year}`)
  const builder = await openLogBuilder({ directory: join(directory, year), signer })
  await builder.advance(size)
  builder.close()
}

test('acts under the checkpoint and behind it are read, and nothing else counts', async () => {
  const log = await open()
  await act(log, 'audit.erase', `${other}/7`, { reason: 'PIPL-47' })
  await act(log, 'audit.reindex', `${other}/8`)
  await build('2026', log.size)
  await act(log, 'keys.destroyed', '2026-04')
  await act(log, 'keys.destroyed', '2026-05')
  await act(log, 'keys.destroyed', '2026-05', { failed: 'KEYS_UNAVAILABLE' })
  await act(log, 'audit.drop-month', '2026-04')
  await log.close()
  const book = read()
  expect(book.erased()).toEqual([{ origin: other, index: 7, basis: 'PIPL-47' }])
  expect([book.isErased(other, 7), book.isErased(other, 8)]).toEqual([true, false])
  expect([...book.destroyed()]).toEqual(['2026-04'])
  expect([book.wasDropped('2026-04'), book.wasDropped('2026-05')]).toEqual([true, false])
})

test('an erasure that failed at the database stays ordered', async () => {
  const log = await open()
  await act(log, 'audit.erase', `${other}/7`, { reason: 'PIPL-47' })
  await act(log, 'audit.erase', `${other}/7`, { reason: 'PIPL-47', failed: 'AUDIT_STORE_UNAVAILABLE' })
  await log.close()
  expect(read().isErased(other, 7)).toBe(true)
})

test('an old year without its entries is told and passed over; the newest must be whole', async () => {
  const log = await open()
  await act(log, 'audit.erase', `${other}/7`, { reason: 'PIPL-47' })
  await build('2026', log.size)
  nowMs = Date.parse('2027-02-01T02:00:00Z')
  await act(log, 'audit.erase', `${other}/9`, { reason: 'PIPL-47' })
  await build('2027', 2)
  await log.close()
  expect(read().erased()).toHaveLength(2)
  rmSync(join(directory, '2026', 'tile', 'entries'), { recursive: true })
  expect(read().erased()).toEqual([{ origin: other, index: 9, basis: 'PIPL-47' }])
  expect(gone).toEqual(['2026'])
  rmSync(join(directory, '2027', 'tile', 'entries'), { recursive: true })
  expect(read).toThrow(expect.objectContaining({ code: 'AUDIT_TILE_INVALID' }))
})

test('one bundle that is missing among others of an old year is damage: what it had erased, nobody knows', async () => {
  const log = await open()
  for (let n = 0; n < 300; n += 1) await act(log, 'audit.reindex', other)
  await act(log, 'audit.erase', `${other}/7`, { reason: 'PIPL-47' })
  await build('2026', log.size)
  nowMs = Date.parse('2027-02-01T02:00:00Z')
  await act(log, 'audit.reindex', other)
  await log.close()
  const bundles = join(directory, '2026', 'tile', 'entries')
  for (const name of readdirSync(bundles)) if (name.startsWith('001')) rmSync(join(bundles, name), { recursive: true })
  expect(read).toThrow(expect.objectContaining({ code: 'AUDIT_TILE_INVALID' }))
  expect(gone).toEqual([])
})

test('a hub that starts for the first time has nothing erased', () => {
  expect(read().erased()).toEqual([])
})
