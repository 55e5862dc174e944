import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { AuditLogError, openAuditLog, verifyAuditLog } from './index.ts'
import { entry, failingDisk, leaves, newFolder, origin, segments } from './test-log.ts'

test('[REG-26.2b] an entry is acknowledged with its origin, place and leaf hash, and the log verifies', async () => {
  const directory = newFolder()
  const log = await openAuditLog({ directory, origin })
  const receipts = await Promise.all([0, 1, 2].map((n) => log.append(entry(n))))
  expect(receipts.map(({ index }) => index)).toEqual([0, 1, 2])
  expect(receipts[0]?.origin).toBe(origin)
  await log.close()
  expect(leaves(directory).map((leaf) => leaf['n'])).toEqual([0, 1, 2])
  expect(await verifyAuditLog(directory)).toMatchObject({ entries: 3, gaps: [] })
})

test('the leaf hash is that of RFC 6962 over the canonical entry, so a transparency log can take the entries over', async () => {
  const directory = newFolder()
  const log = await openAuditLog({ directory, origin })
  const { leafHash } = await log.append({ v: 1, kind: 'system', at: 1, 琼: 'é', b: [1, 2.5, null], a: true })
  const canonical = '{"a":true,"at":1,"b":[1,2.5,null],"kind":"system","v":1,"琼":"é"}'
  expect(leafHash).toBe(
    createHash('sha256')
      .update(Buffer.from([0]))
      .update(canonical)
      .digest('hex'),
  )
  await log.close()
})

test('the empty tree leaf of RFC 6962 has its published hash', async () => {
  const { leafHash } = await import('./audit-entry.ts')
  expect(leafHash('')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
})

test('nothing is acknowledged before its sync, and all that waits then goes in one write and one sync', async () => {
  const disk = failingDisk()
  const log = await openAuditLog({ directory: newFolder(), origin, store: disk.store })
  disk.calls.length = 0
  let release = (): void => undefined
  disk.beforeSync = new Promise((done) => {
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
  expect(disk.calls).toEqual(['write', 'sync', 'write', 'sync'])
  await log.close()
})

test('a log goes on where it ended, in the same segment', async () => {
  const directory = newFolder()
  for (const n of [0, 1, 2]) {
    const log = await openAuditLog({ directory, origin })
    expect((await log.append(entry(n))).index).toBe(n)
    await log.close()
  }
  expect(segments(directory)).toHaveLength(1)
  expect(await verifyAuditLog(directory)).toMatchObject({ entries: 3 })
})

test('closing writes what waits, and a closed log takes nothing', async () => {
  const directory = newFolder()
  const log = await openAuditLog({ directory, origin })
  const waiting = log.append(entry(0))
  await log.close()
  expect((await waiting).index).toBe(0)
  await expect(log.append(entry(1))).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
})

test('an entry of 65,535 bytes is taken, one byte more is a mistake of the caller and harms no other entry', async () => {
  const log = await openAuditLog({ directory: newFolder(), origin })
  const frame = '{"at":1,"kind":"system","text":"","v":1}'.length
  const sized = (length: number): Promise<unknown> =>
    log.append({ v: 1, kind: 'system', at: 1, text: 'x'.repeat(length - frame) })
  await expect(sized(65_535)).resolves.toMatchObject({ index: 0 })
  await expect(sized(65_536)).rejects.toBeInstanceOf(AuditLogError)
  await expect(log.append({ v: 1, kind: 'system', at: Number.NaN })).rejects.toMatchObject({
    code: 'AUDIT_ENTRY_INVALID',
  })
  expect(log.writable).toBe(true)
  await log.close()
})

test('a second process on one log, and another origin on one folder, are refused', async () => {
  const directory = newFolder()
  const log = await openAuditLog({ directory, origin })
  await expect(openAuditLog({ directory, origin })).rejects.toMatchObject({ code: 'AUDIT_LOCKED' })
  await log.close()
  await expect(openAuditLog({ directory, origin: 'another' })).rejects.toMatchObject({ code: 'AUDIT_ORIGIN' })
  await (await openAuditLog({ directory, origin })).close()
})
