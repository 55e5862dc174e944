import { afterAll, beforeAll, expect, test } from 'vitest'
import { judgedRow } from '../../test/judged-row.ts'
import { openTestStore, type TestStore } from '../../test/open-test-store.ts'
import { keepRecords } from './keep-records.ts'

let opened: TestStore
beforeAll(async () => {
  opened = await openTestStore()
})
afterAll(() => opened.close())

const rowsOf = async (record: string) => {
  const { rows } = await opened.store.pool.query(
    'select version, data, (select count(*)::int from change c where c.record = r.record) as changes from record r where record = $1',
    [record],
  )
  return rows
}

test('[REG-29] the same content again changes nothing; a correction that names its version makes the next one', async () => {
  const first = judgedRow('K-1')
  expect(await keepRecords(opened.store.db, [first])).toEqual(['accepted'])
  expect(await keepRecords(opened.store.db, [first])).toEqual(['unchanged'])
  const corrected = judgedRow('K-1', { data: { violation: '虚假宣传', fine: 1_000_000 }, corrects: 1 })
  expect(await keepRecords(opened.store.db, [corrected])).toEqual(['accepted'])
  expect(await rowsOf(first.record)).toEqual([
    { version: 2, data: { violation: '虚假宣传', fine: 1_000_000 }, changes: 2 },
  ])
  expect(await keepRecords(opened.store.db, [corrected])).toEqual(['unchanged'])
})

test('[REG-27b] posting a record again with a later date does not bring it back: it is a conflict', async () => {
  await keepRecords(opened.store.db, [judgedRow('K-2')])
  expect(await keepRecords(opened.store.db, [judgedRow('K-2', { determined_on: '2026-11-01' })])).toEqual([
    'version_conflict',
  ])
  expect(await keepRecords(opened.store.db, [judgedRow('K-2', { determined_on: '2026-11-01', corrects: 2 })])).toEqual([
    'version_conflict',
  ])
  expect(await keepRecords(opened.store.db, [judgedRow('K-3', { corrects: 1 })])).toEqual(['version_conflict'])
})

test('one batch may hold a record, itself again, and its correction', async () => {
  const first = judgedRow('K-4')
  const corrected = judgedRow('K-4', { division: '460200', corrects: 1 })
  expect(await keepRecords(opened.store.db, [first, first, corrected])).toEqual(['accepted', 'unchanged', 'accepted'])
  expect(await rowsOf(first.record)).toMatchObject([{ version: 2, changes: 2 }])
})

test('two files with the same records at the same moment leave each record once', async () => {
  const rows = Array.from({ length: 300 }, (_, index) => judgedRow(`P-${index}`))
  const outcomes = await Promise.all([
    keepRecords(opened.store.db, rows),
    keepRecords(opened.store.db, rows.toReversed()),
  ])
  expect(outcomes.flat().filter((outcome) => outcome === 'accepted')).toHaveLength(300)
  expect(outcomes.flat().filter((outcome) => outcome === 'unchanged')).toHaveLength(300)
})

test('a batch that breaks leaves neither records nor change rows', async () => {
  const broken = judgedRow('K-6', { concluded_on: '2020-01-01' })
  await expect(keepRecords(opened.store.db, [judgedRow('K-5'), broken])).rejects.toThrow(/violates check constraint/u)
  expect(await rowsOf('amr.penalty:K-5')).toEqual([])
})

test('[PLAN-IV.1a] the service can neither change nor take away a change row, nor alter a table', async () => {
  await keepRecords(opened.store.db, [judgedRow('K-7')])
  for (const statement of [
    'delete from change',
    "update change set op = 'removed'",
    'drop table record',
    'truncate record',
    'delete from record',
    'alter table record add column x text',
    'create table mine (x text)',
  ])
    await expect(opened.store.pool.query(statement)).rejects.toThrow(/permission denied|must be owner/u)
})
