import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { AuditLogError } from '../errors.ts'
import type { AuditEntry } from '../leaf/audit-entry.ts'
import { segmentAgeMaxMs } from '../limits.ts'
import { WalCursor } from '../wal/wal-cursor.ts'
import { entry, failingDisk, leavesOf, newFolder, november, openLog, segmentsOf, told } from './test-log.ts'

test('[REG-26.2b] an entry is acknowledged with its origin, place and leaf hash', async () => {
  const node = newFolder()
  const log = await openLog(node)
  const receipts = await Promise.all([0, 1, 2].map((n) => log.append(entry(n))))
  expect(receipts.map(({ index }) => index)).toEqual([1, 2, 3])
  expect(receipts[0]?.origin).toBe('xinqiao/audit/test/2026')
  await log.close()
  expect(told(join(node, '2026'))).toEqual(['start', 0, 1, 2, 'stop'])
  expect(leavesOf(join(node, '2026')).slice(1, 4)).toEqual([0, 1, 2].map(entry))
})

test('a segment ends after a day however little it holds, and goes once it is kept elsewhere: what was erased there does not stay here', async () => {
  let nowMs = november
  const log = await openLog(newFolder(), { now: () => nowMs })
  const [durable] = log.durable()
  const directory = durable?.directory ?? ''
  await log.append(entry(0), Buffer.from('erased elsewhere'))
  const [first] = segmentsOf(directory)
  const { size } = log
  log.kept({ origin: log.origin, built: size, stored: size })
  const aDayOn = performance.now() + segmentAgeMaxMs + 1
  nowMs += segmentAgeMaxMs
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => aDayOn)
  await log.append(entry(1))
  clock.mockRestore()
  expect(segmentsOf(directory)).toHaveLength(2)
  log.kept({ origin: log.origin, built: size + 1, stored: size + 1 })
  while (segmentsOf(directory).includes(first ?? '')) await new Promise(setImmediate)
  expect(told(directory)).toEqual([1])
  await log.close()
})

test('the leaf hash is that of RFC 6962 over the canonical entry, whatever the order of its members', async () => {
  const log = await openLog(newFolder())
  const members = { act: 'x', after: '', at: 1, before: 'é', bundle: null, by: 'b', kind: 'admin', object: '琼', v: 1 }
  const shuffled = Object.fromEntries(Object.entries(members).reverse()) as AuditEntry
  const canonical =
    '{"act":"x","after":"","at":1,"before":"é","bundle":null,"by":"b","kind":"admin","object":"琼","v":1}'
  const expected = createHash('sha256').update(Buffer.of(0)).update(canonical).digest('hex')
  const receipts = await Promise.all([members as AuditEntry, shuffled].map((one) => log.append(one)))
  expect(receipts.map(({ leafHash }) => leafHash)).toEqual([expected, expected])
  await log.close()
})

test('nothing is acknowledged before it is on disk, and all that waits then goes in one write', async () => {
  const disk = failingDisk()
  const log = await openLog(newFolder(), { store: disk.store })
  disk.calls.length = 0
  let release = (): void => undefined
  disk.beforeWrite = new Promise((done) => {
    release = done
  })
  let acknowledged = 0
  const all = Array.from({ length: 50 }, (_, n) => log.append(entry(n)).then(() => acknowledged++))
  while (disk.calls.length === 0) await new Promise(setImmediate)
  const later = Array.from({ length: 50 }, (_, n) => log.append(entry(n)))
  await new Promise(setImmediate)
  expect([acknowledged, disk.calls]).toEqual([0, ['write']])
  release()
  await Promise.all([...all, ...later])
  expect(disk.calls).toEqual(['write', 'write'])
  await log.close()
})

test('a rush over many groups keeps its order, and payloads stay beside their leaves', async () => {
  const node = newFolder()
  const log = await openLog(node)
  const count = 5_000
  const receipts = await Promise.all(
    Array.from({ length: count }, (_, n) => log.append(entry(n), Buffer.from(`sealed-${n}`))),
  )
  expect(receipts.map(({ index }) => index)).toEqual(Array.from({ length: count }, (_, n) => n + 1))
  await log.close()
  const cursor = new WalCursor(join(node, '2026'), 1)
  const kept = cursor.read(count + 1)
  cursor.close()
  expect(kept.map(({ sealed }) => sealed.toString())).toEqual(Array.from({ length: count }, (_, n) => `sealed-${n}`))
  expect(kept.map(({ leaf }) => JSON.parse(leaf.toString()).bytes)).toEqual(Array.from({ length: count }, (_, n) => n))
})

test('a log goes on where it ended, in a new segment; one without entries is taken up again', async () => {
  const node = newFolder()
  for (const n of [0, 1, 2]) {
    const log = await openLog(node)
    expect((await log.append(entry(n))).index).toBe(3 * n + 1)
    await log.close()
  }
  expect(told(join(node, '2026'))).toEqual(['start', 0, 'stop', 'start', 1, 'stop', 'start', 2, 'stop'])
  expect(segmentsOf(join(node, '2026'))).toHaveLength(3)
  expect(leavesOf(join(node, '2026'))[3]).toMatchObject({ size: 3, cut: [] })
})

test('closing writes what waits, and a closed log takes nothing', async () => {
  const log = await openLog(newFolder())
  const waiting = log.append(entry(0))
  await log.close()
  expect((await waiting).index).toBe(1)
  await expect(log.append(entry(1))).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
})

test('an entry of 65,535 bytes is taken, one byte more is a mistake of the caller and harms no other entry', async () => {
  const log = await openLog(newFolder())
  const frame = JSON.stringify({ ...entry(0), purpose: '' }).length
  const sized = (length: number): Promise<unknown> => log.append({ ...entry(0), purpose: 'x'.repeat(length - frame) })
  await expect(sized(65_535)).resolves.toMatchObject({ index: 1 })
  await expect(sized(65_536)).rejects.toBeInstanceOf(AuditLogError)
  await expect(log.append({ ...entry(1), at: Number.NaN })).rejects.toMatchObject({ code: 'AUDIT_ENTRY_INVALID' })
  await expect(log.append(entry(1), Buffer.alloc(1024 * 1024 + 1))).rejects.toMatchObject({
    code: 'AUDIT_ENTRY_INVALID',
  })
  expect(log.writable).toBe(true)
  await log.close()
})

test('a disk that stands still is not waited for without end: beyond the bound a caller is refused at once', async () => {
  const disk = failingDisk()
  const log = await openLog(newFolder(), { store: disk.store })
  let release = (): void => undefined
  disk.beforeWrite = new Promise((done) => {
    release = done
  })
  const sealed = Buffer.alloc(1024 * 1024)
  const outcomes = Promise.allSettled(Array.from({ length: 60 }, (_, n) => log.append(entry(n), sealed)))
  await new Promise(setImmediate)
  release()
  const refused = (await outcomes).filter(({ status }) => status === 'rejected')
  expect(refused.length).toBeGreaterThanOrEqual(20)
  expect(refused.length).toBeLessThan(40)
  await log.append(entry(0))
  await log.close()
})

test('another hub, node or key on a folder is refused, and touches nothing', async () => {
  const node = newFolder()
  await (await openLog(node)).close()
  const before = told(join(node, '2026'))
  await expect(openLog(node, { node: 'other' })).rejects.toMatchObject({ code: 'AUDIT_ORIGIN' })
  await expect(openLog(node, { signerFor: async () => ({ vkey: 'other' }) })).rejects.toMatchObject({
    code: 'AUDIT_ORIGIN',
  })
  expect(told(join(node, '2026'))).toEqual(before)
  await (await openLog(node)).close()
})

test('the size that the builder may build is told after each group', async () => {
  const node = newFolder()
  const sizes: number[] = []
  const log = await openLog(node, { onDurable: ({ size }) => sizes.push(size) })
  await log.append(entry(0))
  await Promise.all([log.append(entry(1)), log.append(entry(2))])
  expect(sizes).toEqual([1, 2, 4])
  expect(log.durable()).toEqual([{ origin: log.origin, directory: join(node, '2026'), size: 4 }])
  await log.close()
})
