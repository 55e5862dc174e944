import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { entryRow } from '../rows/leaf-rows.ts'
import { ask, type TestDatabase, testDatabase } from '../testing/database.ts'
import { type AuditWriter, openAuditWriter } from './audit-writer.ts'
import type { StoredEntry } from './insert-entries.ts'
import { migrateAuditStore } from './migrate.ts'

const origin = 'xinqiao/audit/gateway/2026'
const hostile = 'xinqiao/audit/hostile/2026'

function entry(index: number, more: object = {}): StoredEntry {
  const leaf = { v: 1, kind: 'query', at: 1_795_487_400_000 + index, key: '2026-11', seen: [], refused: [], ...more }
  return { row: entryRow(index, Buffer.from(JSON.stringify(leaf))), sealed: Buffer.from(`sealed-${index}`) }
}

let urls: TestDatabase
let writer: AuditWriter

beforeAll(async () => {
  urls = await testDatabase()
  await Promise.all([1, 2].map(() => migrateAuditStore(urls.migrationUrl, urls.databaseUrl)))
  writer = openAuditWriter(urls.databaseUrl)
})
afterAll(() => writer.close())

const at = (indexed: number, stored = indexed): { indexed: number; stored: number } => ({ indexed, stored })

describe('the keeper’s side of the store', () => {
  test('a batch and the head move together, and a batch that was taken is not taken again', async () => {
    expect(await writer.head(origin)).toEqual(at(0))
    const batch = [entry(0, { seen: [{ o: 'released', items: ['tax.credit.grade'], subj: ['p-1', 'p-2'] }] }), entry(1)]
    await writer.add(origin, at(0), at(2), batch)
    await expect(writer.add(origin, at(0), at(2), batch)).rejects.toMatchObject({ code: 'AUDIT_HEAD_MOVED' })
    expect(await writer.head(origin)).toEqual(at(2))
    expect(await ask(urls.databaseUrl, 'select index, items, codes from audit_entry order by index')).toEqual([
      { index: '0', items: ['tax.credit.grade'], codes: [] },
      { index: '1', items: [], codes: [] },
    ])
    expect(await ask(urls.databaseUrl, 'select pseudonym from audit_subject order by 1')).toHaveLength(2)
    expect(await ask(urls.databaseUrl, 'select sealed from audit_payload order by index')).toEqual([
      { sealed: Buffer.from('sealed-0') },
      { sealed: Buffer.from('sealed-1') },
    ])
  })

  test('of two keepers that add the same entries one wins, and nothing is there twice', async () => {
    const other = openAuditWriter(urls.databaseUrl)
    const batch = [entry(2), entry(3)]
    const outcomes = await Promise.allSettled([writer, other].map((one) => one.add(origin, at(2), at(4), batch)))
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(1)
    expect(await ask(urls.databaseUrl, 'select count(*)::int as n from audit_payload')).toEqual([{ n: 4 }])
    await other.close()
  })

  test('words of hostile form are kept as they are or made harmless, and stop nothing', async () => {
    const words = ['a"b\\c', '{x,y}', '', "';drop table audit_head;--"]
    const leaf = {
      client: 'zero\u0000byte',
      seen: [{ o: 'empty', items: words, subj: [] }],
      refused: [['NO', 'i,{"}']],
    }
    await writer.add(origin, at(4), at(5), [entry(4, leaf)])
    expect(await ask(urls.databaseUrl, 'select client, items, codes from audit_entry where index = 4')).toEqual([
      { client: 'zero\ufffdbyte', items: ['a"b\\c', '{x,y}', "';drop table audit_head;--", 'i,{"}'], codes: ['NO'] },
    ])
  })

  test('a word longer than an index takes, and a time that no calendar has, stop nothing', async () => {
    await writer.head(hostile)
    const long = randomBytes(4_000).toString('hex')
    const seen = [{ o: 'released', items: [long], subj: [long] }]
    for (const [index, more] of [
      { agency: long, contract: long, code: long, seen },
      { at: Number.MAX_SAFE_INTEGER, key: null },
      { at: Number.MIN_SAFE_INTEGER, key: null },
    ].entries())
      await writer.add(hostile, at(index), at(index + 1), [entry(index, more)])
    const rows = await ask(urls.databaseUrl, `select leaf from audit_entry where origin = '${hostile}' order by index`)
    expect(rows).toHaveLength(3)
    expect(rows[0]).toEqual({ leaf: expect.stringContaining(long) })
  })

  test('a month that is new gets its partitions, and one that went comes again', async () => {
    await writer.add(origin, at(5), at(6), [entry(5, { key: '2027-01' })])
    await ask(urls.databaseUrl, "select audit_drop_month('2027-01')")
    await expect(writer.add(origin, at(6), at(7), [entry(6, { key: '2027-01' })])).rejects.toMatchObject({
      code: 'AUDIT_STORE_UNAVAILABLE',
    })
    await writer.add(origin, at(6), at(7), [entry(6, { key: '2027-01' })])
    expect(await ask(urls.databaseUrl, "select index from audit_payload where month = '2027-01'")).toEqual([
      { index: '6' },
    ])
  })

  test('the service role makes no table, changes no entry and no payload, and opens no month that is none', async () => {
    const refused = (sql: string): Promise<unknown> =>
      expect(ask(urls.databaseUrl, sql)).rejects.toThrow(/denied|owner|expected a month/)
    await refused('create table mine (n int)')
    await refused("update audit_entry set agency = 'x'")
    await refused("update audit_payload set sealed = ''")
    await refused('delete from audit_head')
    await refused("select audit_open_month('2026-13')")
    await refused("select audit_drop_month('x; drop table audit_entry')")
  })
})
