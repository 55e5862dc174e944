/** Rows changed in the database: each kind of change is seen, from the row's own leaf or from its hash. */
import { leafHash } from '@xinqiao/audit-log'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { entryRow } from '../rows/leaf-rows.ts'
import { openAuditWriter } from '../store/audit-writer.ts'
import { migrateAuditStore } from '../store/migrate.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { type AuditReader, openReader } from './audit-reader.ts'

const origin = 'xinqiao/audit/gateway/2026'
const month = '2026-11'
const subject = 'subject-of-november-__'
/** The last has no payload. */
const leaves = [0, 1, 2, 3].map((n) =>
  Buffer.from(
    JSON.stringify({
      v: 1,
      kind: 'query',
      at: 1_795_487_400_000 + n,
      key: month,
      agency: 'tax',
      seen: [{ o: 'released', items: ['court.judgment', 'tax.arrears'], subj: [subject] }],
      ...(n === 3 ? {} : { pc: 'commitment' }),
    }),
  ),
)
const good = leaves.map((leaf) => leafHash(leaf).toString('hex'))

let urls: TestDatabase
let reader: AuditReader
let owner: pg.Client
beforeAll(async () => {
  urls = await testDatabase()
  await migrateAuditStore(urls.migrationUrl, urls.databaseUrl)
  reader = openReader(urls.databaseUrl)
  owner = new pg.Client({ connectionString: urls.migrationUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await reader.close()
})
beforeEach(async () => {
  await owner.query('truncate audit_head, audit_entry, audit_subject, audit_payload')
  const writer = openAuditWriter(urls.databaseUrl)
  await writer.head(origin)
  const entries = leaves.map((leaf, index) => ({
    row: entryRow(index, leaf),
    sealed: index === 3 ? null : Buffer.from('sealed'),
  }))
  await writer.add(origin, { indexed: 0, stored: 0 }, { indexed: 4, stored: 4 }, entries)
  await writer.close()
})

const check = (index = 0) => reader.checkRows({ origin, index })

test('an index as its keeper wrote it fits, page by page up to its head', async () => {
  expect(await check()).toEqual({ to: 4, hashes: good, unfit: [], bare: [], closed: [] })
  expect(await check(2)).toEqual({ to: 4, hashes: good.slice(2), unfit: [], bare: [], closed: [] })
  expect(await check(9)).toEqual({ to: 4, hashes: [], unfit: [], bare: [], closed: [] })
  expect(await reader.checkRows({ origin: 'xinqiao/audit/none/2026', index: 0 })).toMatchObject({ to: 0, hashes: [] })
})

test('a leaf that was changed has another hash, one that was taken away has none, whatever its other columns say', async () => {
  await owner.query(`update audit_entry set leaf = replace(leaf, 'tax"', 'amr"'), agency = 'amr' where index = 0`)
  await owner.query('delete from audit_entry where index = 1')
  await owner.query(`update audit_entry set leaf = 'nothing' where index = 2`)
  const { hashes, unfit } = await check()
  expect(hashes.map((one, index) => one === good[index])).toEqual([false, false, false, true])
  expect(hashes[1]).toBeNull()
  expect(unfit).toEqual([2])
})

test.each([
  ['body', `update audit_entry set agency = 'amr' where index = 1`],
  ['item', `update audit_entry set items = '{court.judgment}' where index = 1`],
  ['pair of items', `update audit_entry set items = '{"court.judgment,tax.arrears"}' where index = 1`],
  ['code', `update audit_entry set codes = '{""}' where index = 1`],
  ['time', 'update audit_entry set at = at + 1 where index = 1'],
  ['month', `update audit_entry set month = '2026-10' where index = 1`],
  ['subject', 'delete from audit_subject where index = 1'],
])('a %s under which a look is not found any more is seen beside its leaf', async (_what, change) => {
  await owner.query(change)
  const { hashes, unfit } = await check()
  expect([hashes, unfit]).toEqual([good, [1]])
})

test('a payload that is gone is named with its month, one that nobody committed to is unfit', async () => {
  await owner.query('delete from audit_payload where index = 0')
  await owner.query('insert into audit_payload values ($1, $2, 3, $3)', [month, origin, Buffer.from('planted')])
  expect(await check()).toMatchObject({ unfit: [3], bare: [{ index: 0, month }] })
})

test('a month that was taken out as a whole is told of each entry, since a destroyed month alone may be', async () => {
  await reader.dropMonth(month)
  const { unfit, bare, closed } = await check()
  expect([unfit, bare.length]).toEqual([[], 3])
  expect(closed).toEqual(leaves.map((_leaf, index) => ({ index, month })))
})
