/** A node's folder with all its logs: the year's turn, an origin that was closed, entries that no checkpoint covers yet. */
import { cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readVkey } from '../notes/vkey.ts'
import type { VerifyReport } from './report.ts'
import { copyOf, removeCopies, spoil } from './test-forgery.ts'
import { WrittenLog } from './test-log.ts'
import { verifyAuditLog } from './verify-log.ts'
import type { VerifyRequest } from './verify-request.ts'

const log = new WrittenLog({ nowMs: Date.parse('2026-12-31T15:59:00Z') })
const origins = ['2026', '2026-2', '2027'].map((year) => `xinqiao/audit/gateway-1/${year}`)
let keys: VerifyRequest = {}
let copy = ''

beforeAll(async () => {
  await log.open()
  await log.writeTo(20)
  await log.sign()
  await log.writeTo(25)
  await log.log.closeOrigin('rolled back')
  await log.writeTo(40)
  await log.sign()
  log.nowMs = Date.parse('2026-12-31T16:00:01Z')
  await log.writeTo(41)
  await log.sign()
  await log.writeTo(46)
  copy = copyOf(log.folder)
  keys = { keys: origins.map((origin) => readVkey(log.keys.signer(origin).vkey)) }
  await log.close()
})

afterAll(() => {
  log.remove()
  removeCopies()
})

const codes = ({ findings }: VerifyReport): string[] => findings.map(({ code }) => code)

test('AU16 all years of a node hold together, each from the last checkpoint of the one before', () => {
  const report = verifyAuditLog(copy, keys)
  expect(report).toMatchObject({ good: true, origins: origins.map((origin) => ({ origin })) })
  expect(report.origins.map(({ older }) => older.fromOutside)).toEqual([[], [], []])
  expect(report.origins[0]?.older.kept).toContain(20)
})

test('AU16 a year on its own says that the one before is not here', () => {
  const report = verifyAuditLog(join(copy, '2027'), { keys: keys.keys?.slice(2) ?? [] })
  expect(report.good).toBe(true)
  expect(report.notChecked).toContainEqual({
    code: 'BEFORE_NOT_HERE',
    origin: origins[2],
    where: '0',
    figures: [origins[1]],
  })
})

test('AU3 a log taken out from between two others is missed', () => {
  const without = copyOf(copy)
  rmSync(join(without, '2026-2'), { recursive: true })
  const report = verifyAuditLog(without, { keys: [] })
  expect(report.findings).toMatchObject([{ code: 'ORIGINS_BROKEN', origin: origins[2], figures: [origins[0]] }])
})

test('AU3 an older year rewritten with its key is found by the first entry of the next', async () => {
  const other = copyOf(copy)
  const older = await new WrittenLog({ keys: log.keys, nowMs: Date.parse('2026-12-31T15:00:00Z') }).open()
  await older.writeTo(60)
  await older.finish()
  rmSync(join(other, '2026'), { recursive: true })
  cpSync(join(older.folder, '2026'), join(other, '2026'), { recursive: true })
  older.remove()
  expect(verifyAuditLog(join(other, '2026')).good).toBe(true)
  expect(codes(verifyAuditLog(other, keys))).toEqual(['HISTORY_REWRITTEN'])
})

test('AU3 entries written into a year after the next had begun are told, though key and tree are right', async () => {
  const late = copyOf(copy)
  for (const year of ['2026-2', '2027']) rmSync(join(late, year), { recursive: true })
  const again = new WrittenLog({ keys: log.keys, nowMs: Date.parse('2026-12-31T15:59:30Z'), folder: late })
  await again.open()
  await again.writeTo(40)
  await again.finish()
  for (const year of ['2026-2', '2027']) cpSync(join(copy, year), join(late, year), { recursive: true })
  const report = verifyAuditLog(late, keys)
  expect(report).toMatchObject({ good: true })
  expect(report.notChecked).toContainEqual({
    code: 'WRITTEN_ON',
    origin: origins[1],
    where: '0',
    figures: [origins[0], expect.any(Number)],
  })
  expect(verifyAuditLog(copy, keys).notChecked.map(({ code }) => code)).not.toContain('WRITTEN_ON')
})

test('AU3 entries behind the checkpoint are read by checksum, and said not to be covered', () => {
  const { notChecked, origins: all } = verifyAuditLog(join(copy, '2027'), {})
  const { checkpoint, size } = all[0] ?? { checkpoint: null, size: 0 }
  const behind = size - (checkpoint?.size ?? 0)
  expect(behind).toBeGreaterThan(0)
  expect(notChecked).toContainEqual(
    expect.objectContaining({ code: 'NOT_COVERED', figures: [behind, checkpoint?.size] }),
  )
})

test('AU7 a bad group before a good one is a finding; a torn last group is none, and is said', () => {
  const damaged = join(copyOf(copy), '2027')
  const [wal = ''] = readdirSync(join(damaged, 'wal'))
  const path = join(damaged, 'wal', wal)
  spoil(path, 40)
  expect(codes(verifyAuditLog(damaged))).toContain('WAL_DAMAGED')
  spoil(path, 40)
  truncateSync(path, statSync(path).size - 1)
  const torn = verifyAuditLog(damaged)
  expect(torn.good).toBe(true)
  expect(torn.notChecked).toContainEqual(expect.objectContaining({ code: 'TORN_TAIL' }))
})

test('AU3 a receipt whose entry no checkpoint covers yet is not called good in silence', () => {
  const last = log.kept.at(-1)?.receipt ?? { origin: '', index: 0, leafHash: '' }
  const receipts = [{ origin: last.origin, index: last.index, leafHash: Buffer.from(last.leafHash, 'hex') }]
  const report = verifyAuditLog(copy, { ...keys, receipts })
  expect(report).toMatchObject({ good: true })
  expect(report.notChecked).toContainEqual(
    expect.objectContaining({ code: 'RECEIPT_NOT_COVERED', figures: [last.index] }),
  )
})

test('hashes alone can be checked when the entries have been removed at the end of their term, and only when that is said', () => {
  const pruned = join(copyOf(copy), '2026-2')
  rmSync(join(pruned, 'tile/entries'), { recursive: true })
  rmSync(join(pruned, 'wal'), { recursive: true })
  expect(codes(verifyAuditLog(pruned))).toContain('BUNDLE_MISSING')
  const report = verifyAuditLog(pruned, { hashesOnly: true })
  expect(report).toMatchObject({
    good: true,
    notChecked: expect.arrayContaining([expect.objectContaining({ code: 'NO_ENTRIES' })]),
  })
  const [tile = ''] = readdirSync(join(pruned, 'tile/0/000.p')).toSorted((one, other) => Number(other) - Number(one))
  const path = join(pruned, 'tile/0/000.p', tile)
  writeFileSync(path, readFileSync(path).with(0, 0))
  expect(verifyAuditLog(pruned, { hashesOnly: true }).good).toBe(false)
})
