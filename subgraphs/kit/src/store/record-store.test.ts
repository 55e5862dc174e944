import { randomBytes } from 'node:crypto'
import type { DataStandards } from '@xinqiao/schema'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { judgedRow } from '../../test/judged-row.ts'
import { openTestStore, type TestStore } from '../../test/open-test-store.ts'
import { fieldCipher } from '../field-encryption.ts'
import { keepRecords } from '../ingest/keep-records.ts'
import { recordStore } from './record-store.ts'

const cipher = fieldCipher(randomBytes(32))
const person = { type: 'person', list: false, optional: false, sensitivity: 'S3', zh: '', en: '' } as const
const standards: DataStandards = new Map([
  ['amr.reg.legalRep', { item: 'amr.reg.legalRep', fields: [{ name: 'person', ...person }] }],
])
const subject = '914601000000A00134'
let opened: TestStore
beforeAll(async () => {
  opened = await openTestStore()
  const days = ['2021-01-01', '2023-01-01', '2022-01-01', '2022-01-01', '2024-01-01']
  await keepRecords(
    opened.store.db,
    days.map((determined_on, index) => judgedRow(`S-${index}`, { determined_on })),
  )
  const sealed = cipher.seal('460105190203040014', 'amr.reg.legalRep:LR#person')
  await keepRecords(opened.store.db, [
    judgedRow('LR', {
      record: 'amr.reg.legalRep:LR',
      item: 'amr.reg.legalRep',
      data: { person: { name: '陈试一', documentKind: '01', documentNumber: sealed } },
    }),
  ])
})
afterAll(() => opened.close())

const source = () => recordStore(opened.store.pool, cipher, standards)
const ids = (rows: readonly { readonly record: string }[] | undefined) =>
  rows?.map(({ record }) => record.split(':')[1])

test('a page holds the newest determinations first, then by id, and one row more tells that there is a next page', async () => {
  const [page] = await source().pages([{ item: 'amr.penalty', subject, first: 2, after: null }])
  expect(ids(page)).toEqual(['S-4', 'S-1', 'S-2'])
})

test('the next page begins after the last row seen, also among rows of one day', async () => {
  const after = { determinedOn: '2022-01-01', record: 'amr.penalty:S-2' }
  const [page] = await source().pages([{ item: 'amr.penalty', subject, first: 5, after }])
  expect(ids(page)).toEqual(['S-3', 'S-0'])
})

test('many questions are one statement, each answered in its place', async () => {
  const pages = await source().pages([
    { item: 'amr.penalty', subject: 'nobody', first: 5, after: null },
    { item: 'amr.reg.legalRep', subject, first: 1, after: null },
    { item: 'amr.penalty', subject, first: 1, after: null },
  ])
  expect(pages.map(ids)).toEqual([[], ['LR'], ['S-4', 'S-1']])
})

test('records by id come in the order asked, null where there is none', async () => {
  const rows = await source().records(['amr.penalty:S-1', 'amr.penalty:none', 'amr.penalty:S-0'])
  expect(rows.map((row) => row?.determinedOn ?? null)).toEqual(['2023-01-01', null, '2021-01-01'])
})

test('[GUI-4a] a record tells its document, its ingest time and the catalog it was judged by', async () => {
  const [row] = await source().records(['amr.penalty:S-1'])
  expect(row).toMatchObject({ basisDocument: { number: '琼试〔2021〕1号' }, catalogVersion: '0.1.0', version: 1 })
  expect(Date.parse(row?.ingestedAt ?? '')).toBeGreaterThan(Date.now() - 60_000)
})

test('[PLAN-IV.1a] a number in a payload is open for the hub and sealed in the database', async () => {
  const [row] = await source().records(['amr.reg.legalRep:LR'])
  expect(row?.data).toEqual({ person: { name: '陈试一', documentKind: '01', documentNumber: '460105190203040014' } })
  const { rows } = await opened.store.pool.query("select data::text from record where record = 'amr.reg.legalRep:LR'")
  expect(JSON.stringify(rows)).not.toContain('460105')
})
