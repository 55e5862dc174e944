import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { entryRow } from '../rows/leaf-rows.ts'
import { type AuditWriter, openAuditWriter } from '../store/audit-writer.ts'
import type { StoredEntry } from '../store/insert-entries.ts'
import { migrateAuditStore } from '../store/migrate.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { type AuditReader, openReader } from './audit-reader.ts'
import { readLookup, readSearch } from './question.ts'

const [gateway, registry] = ['xinqiao/audit/gateway/2026', 'xinqiao/audit/registry/2026']
const start = 1_795_487_400_000

const subjectOf = (month: string): string => `subject-${month}`.padEnd(22, '_')
const officialOf = (n: number): string => `official-${n}`.padEnd(22, '_')

/** Entries of two logs; one subject's pseudonym is touched by every third of the gateway's. */
function leaf(index: number): object {
  const month = index < 30 ? '2026-10' : '2026-11'
  return {
    v: 1,
    kind: 'query',
    at: start + Math.floor(index / 2),
    key: month,
    agency: index % 2 === 0 ? 'tax' : 'amr',
    by: officialOf(index % 5),
    contract: `CT-1@${1 + (index % 2)}`,
    purpose: 'TAX_CREDIT',
    seen: index % 3 === 0 ? [{ o: 'released', items: ['court.judgment'], subj: [subjectOf(month)], rows: 1 }] : [],
    refused: index % 7 === 0 ? [['ITEM_NOT_GRANTED', 'tax.arrears']] : [],
  }
}

let reader: AuditReader
let urls: TestDatabase

async function withWriter(work: (writer: AuditWriter) => Promise<void>): Promise<void> {
  const writer = openAuditWriter(urls.databaseUrl)
  await work(writer)
  await writer.close()
}

beforeAll(async () => {
  urls = await testDatabase()
  await migrateAuditStore(urls.migrationUrl, urls.databaseUrl)
  const writer = openAuditWriter(urls.databaseUrl)
  const entries = Array.from({ length: 60 }, (_, index) => ({
    row: entryRow(index, Buffer.from(JSON.stringify(leaf(index)))),
    sealed: Buffer.from(`sealed-${index}`),
  }))
  const none = { indexed: 0, stored: 0 }
  await writer.head(gateway)
  await writer.add(gateway, none, { indexed: 60, stored: 60 }, entries)
  await writer.settle(gateway, 48)
  const stop = { v: 1, kind: 'system', act: 'stop', at: start + 500 }
  await writer.head(registry)
  const stopped = { row: entryRow(0, Buffer.from(JSON.stringify(stop))), sealed: null }
  await writer.add(registry, none, { indexed: 1, stored: 1 }, [stopped])
  await writer.close()
  reader = openReader(urls.databaseUrl)
})
afterAll(() => reader.close())

const indexes = async (question: object): Promise<readonly number[]> =>
  (await reader.search(readSearch(question as Record<string, unknown>))).entries.map(({ index }) => index)
const all = Array.from({ length: 60 }, (_, index) => index)
const newestFirst = (keep: (index: number) => boolean): readonly number[] => all.filter(keep).toReversed()

describe('an auditor’s search', () => {
  test('finds by body, contract and its version, item, code, official and subject, and by all of them together', async () => {
    expect(await indexes({ agency: 'amr' })).toEqual(newestFirst((n) => n % 2 === 1))
    expect(await indexes({ contract: 'CT-1', kind: 'query' })).toEqual(newestFirst(() => true))
    expect(await indexes({ contract: 'CT-1@2' })).toEqual(newestFirst((n) => n % 2 === 1))
    expect(await indexes({ item: 'court.judgment' })).toEqual(newestFirst((n) => n % 3 === 0))
    expect(await indexes({ code: 'ITEM_NOT_GRANTED' })).toEqual(newestFirst((n) => n % 7 === 0))
    expect(await indexes({ pseudonym: officialOf(3) })).toEqual(newestFirst((n) => n % 5 === 3))
    expect(await indexes({ pseudonym: subjectOf('2026-10') })).toEqual(newestFirst((n) => n % 3 === 0 && n < 30))
    expect(await indexes({ agency: 'tax', item: 'tax.arrears', pseudonym: officialOf(0) })).toEqual([0])
    expect(await indexes({ purpose: 'OTHER' })).toEqual([])
  })

  test('is bounded in time, and its pages hold every entry once', async () => {
    expect(await indexes({ from: start + 5, to: start + 7 })).toEqual([13, 12, 11, 10])
    const seen: number[] = []
    let after: string | null = null
    do {
      const question = readSearch({ kind: 'query', first: 7, ...(after === null ? {} : { after }) })
      const page: Awaited<ReturnType<AuditReader['search']>> = await reader.search(question)
      seen.push(...page.entries.map(({ index }) => index))
      after = page.next
    } while (after !== null)
    expect(seen).toEqual(newestFirst(() => true))
  })

  test('a question that cannot be read is refused with the field’s name', () => {
    for (const [question, field] of [
      [{ first: 1000 }, 'first'],
      [{ after: 'x' }, 'after'],
      [{ agency: '' }, 'agency'],
      [{ agency: 'a\0b' }, 'agency'],
      [{ name: 'somebody' }, 'question'],
      [{ agency: '试验公司' }, 'agency'],
      [{ contract: '914601000000A00134' }, 'contract'],
      [{ code: '460105190203040014' }, 'code'],
      [{ pseudonym: '460105190203040014' }, 'pseudonym'],
    ] as const)
      expect(() => readSearch(question)).toThrow(new RegExp(`^${field}`))
    expect(() => readLookup({ pseudonyms: { november: [] } })).toThrow(/^pseudonyms/)
  })
})

describe('the office’s look-up', () => {
  test('gives what touched the pseudonyms of these months, with its sealed payload', async () => {
    const page = await reader.lookUp(
      readLookup({ pseudonyms: { '2026-10': [subjectOf('2026-10')], '2026-11': [subjectOf('2026-10')] } }),
    )
    expect(page.entries.map(({ index }) => index)).toEqual(newestFirst((n) => n % 3 === 0 && n < 30))
    expect(Buffer.from(page.entries[0]?.sealed ?? '', 'base64').toString()).toBe('sealed-27')
    expect(JSON.parse(page.entries[0]?.leaf ?? '')).toEqual(leaf(27))
    const both = readLookup({
      pseudonyms: { '2026-10': [subjectOf('2026-10')], '2026-11': [subjectOf('2026-11')] },
      first: 15,
    })
    const first = await reader.lookUp(both)
    const rest = await reader.lookUp({ ...both, after: readLookup({ pseudonyms: {}, after: first.next ?? '' }).after })
    expect([...first.entries, ...rest.entries].map(({ index }) => index)).toEqual(newestFirst((n) => n % 3 === 0))
    expect((await reader.lookUp(readLookup({ pseudonyms: {} }))).entries).toEqual([])
  })

  test('says how far every origin is, and which one has stopped', async () => {
    expect(await reader.heads()).toEqual([
      { origin: gateway, indexed: 60, stored: 60, settled: 48, completeAt: start + 29, ended: false },
      { origin: registry, indexed: 1, stored: 1, settled: 0, completeAt: start + 500, ended: true },
    ])
  })
})

test('an origin that was closed is told as ended when the index holds all of it', async () => {
  const closed = 'xinqiao/audit/gateway/2025'
  const none = { indexed: 0, stored: 0 }
  const year = { v: 1, kind: 'system', act: 'year', at: start, before: { origin: closed, size: 1, checkpoint: null } }
  const rowOf = (leaf: object): StoredEntry => ({
    row: entryRow(0, Buffer.from(JSON.stringify(leaf))),
    sealed: null,
  })
  await withWriter(async (writer) => {
    await writer.head('xinqiao/audit/other/2026')
    await writer.add('xinqiao/audit/other/2026', none, { indexed: 1, stored: 1 }, [rowOf(year)])
    expect((await reader.heads()).find(({ origin }) => origin === closed)).toMatchObject({ ended: false })
    await writer.add(closed, none, { indexed: 1, stored: 1 }, [rowOf(leaf(0))])
    expect((await reader.heads()).find(({ origin }) => origin === closed)).toMatchObject({ ended: true })
  })
})

describe('erasure', () => {
  test('AU12 takes the payload of one entry and leaves the entry in the index', async () => {
    expect(await reader.erase(gateway, 27)).toBe(true)
    expect(await reader.erase(gateway, 27)).toBe(false)
    expect(await reader.payloadOf(gateway, 27)).toEqual({ month: '2026-10', sealed: null })
    expect((await reader.payloadOf(gateway, 24)).sealed?.toString()).toBe('sealed-24')
    const { entries } = await reader.lookUp(readLookup({ pseudonyms: { '2026-10': [subjectOf('2026-10')] }, first: 1 }))
    expect(entries).toMatchObject([{ index: 27, sealed: null }])
  })

  test('an entry that is not there, or not stored yet, is told apart from one that has no payload', async () => {
    await expect(reader.erase('xinqiao/audit/unknown/2026', 0)).rejects.toMatchObject({ code: 'AUDIT_ENTRY_UNKNOWN' })
    await expect(reader.erase(gateway, 60)).rejects.toMatchObject({ code: 'AUDIT_NOT_STORED_YET' })
    expect(await reader.payloadOf(registry, 0)).toMatchObject({ sealed: null })
  })

  test('AU12 a month that goes takes its payloads and pseudonyms along, of every origin', async () => {
    await reader.dropMonth('2026-10')
    expect((await reader.lookUp(readLookup({ pseudonyms: { '2026-10': [subjectOf('2026-10')] } }))).entries).toEqual([])
    expect((await reader.payloadOf(gateway, 3)).sealed).toBeNull()
    expect((await reader.payloadOf(gateway, 33)).sealed).not.toBeNull()
  })
})
