/** A database restored from its backup brings erased payloads and destroyed months back: nobody is given them, and they go again (audit.md §2). */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { logLeaves, readLeaf } from '@xinqiao/audit-log'
import { type AuditReader, noKeeperSettings, openAuditReader, readLookup } from '@xinqiao/audit-store'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { publicHalf } from '../config.ts'
import { RegistryError } from '../errors.ts'
import type { MonthView } from '../keys/month-view.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { privateJwk } from '../testing/keys.ts'
import { agencyBody, type TestRegistry, testRegistry } from '../testing/test-registry.ts'
import { ErasureBook } from './erasure-book.ts'
import { type ErasureGuard, openErasureGuard } from './erasure-guard.ts'
import type { ActEntry } from './registry-audit.ts'

const origin = 'xinqiao/audit/gateway/2026'
const month = '2026-11'
const subject = 'subject-of-november-__'
const officeKey = privateJwk('Ed25519')
const question = { pseudonyms: { [month]: [subject] } }

let registry: TestRegistry
let database: TestDatabase
let client: pg.Client
beforeAll(async () => {
  database = await testDatabase()
  registry = await testRegistry({ auditKeeper: { ...noKeeperSettings, database } })
  await registry.signed('PUT', '/agencies/office', agencyBody('office', { key: publicHalf(officeKey) }))
  client = new pg.Client({ connectionString: database.databaseUrl })
  await client.connect()
  await tablesMade()
  await client.query('insert into audit_head (origin, indexed, stored) values ($1, 3, 3)', [origin])
  await restore()
})
afterAll(async () => {
  await client.end()
  await registry.end()
})

async function tablesMade(): Promise<void> {
  while ((await registry.signed('GET', '/audit/index', undefined)).status !== 200) await pause(50)
}

/** The rows as a backup holds them: three entries of one subject, each with its payload. */
async function restore(): Promise<void> {
  await client.query('select audit_open_month($1)', [month])
  for (const index of [0, 1, 2]) {
    const seen = [{ o: 'released', items: [], subj: [subject], rows: 1 }]
    const leaf = JSON.stringify({ v: 1, kind: 'query', at: 5 + index, key: month, agency: 'tax', seen })
    await client.query(
      `insert into audit_entry (origin, index, at, kind, month, items, codes, leaf)
       values ($1, $2, $3, 'query', $4, '{}', '{}', $5) on conflict do nothing`,
      [origin, index, 5 + index, month, leaf],
    )
    await client.query('insert into audit_subject values ($1, $2, $3, $4) on conflict do nothing', [
      month,
      subject,
      origin,
      index,
    ])
    await client.query("insert into audit_payload values ($1, $2, $3, 'sealed') on conflict do nothing", [
      month,
      origin,
      index,
    ])
  }
}

/** Indexes of the payloads that stand. */
async function standing(): Promise<readonly number[]> {
  const { rows } = await client.query<{ index: string }>('select index from audit_payload order by index')
  return rows.map(({ index }) => Number(index))
}

async function sealedOf(asked: object = question): Promise<Readonly<Record<number, string | null>>> {
  const { body } = await registry.signed('POST', '/audit/lookups', asked, officeKey)
  const entries = body['entries'] as readonly { readonly index: number; readonly sealed: string | null }[]
  return Object.fromEntries(entries.map(({ index, sealed }) => [index, sealed]))
}

function entries(act: string): readonly Readonly<Record<string, unknown>>[] {
  const node = join(registry.config.stateDir, 'audit', 'registry')
  const year = readdirSync(node).find((name) => /^\d{4}$/u.test(name)) ?? ''
  return [...logLeaves(join(node, year))].map(readLeaf).filter((entry) => entry['act'] === act)
}

describe('a registry', () => {
  test('AU12 erases again what a restored database brought back, by its own log alone; other payloads stand', async () => {
    const sealed = Buffer.from('sealed').toString('base64')
    expect((await registry.signed('POST', '/audit/erase', { origin, index: 1, basis: 'PIPL-47' })).body).toEqual({
      erased: true,
    })
    await registry.close()
    await restore()
    expect(await standing()).toEqual([0, 1, 2])
    await registry.startAgain()
    expect(await sealedOf()).toEqual({ 0: sealed, 1: null, 2: sealed })
    while ((await standing()).includes(1)) await pause(20)
    expect(await standing()).toEqual([0, 2])
    expect(entries('audit.erase-again')).toMatchObject([
      { kind: 'admin', object: `${origin}/1`, by: 'registry', reason: 'PIPL-47' },
    ])
  })

  test('gives nobody an erased payload while the database was restored under it, and erases it then', async () => {
    await restore()
    expect((await sealedOf())[1]).toBeNull()
    while ((await standing()).includes(1)) await pause(20)
    expect(entries('audit.erase-again')).toHaveLength(2)
  })
})

describe('a look', () => {
  let reader: AuditReader
  let guard: ErasureGuard
  let book: ErasureBook
  let told: string[]
  let acts: ActEntry[]
  let hold: MonthView['hold']
  let isFull: boolean
  beforeEach(async () => {
    await restore()
    reader = await openAuditReader(database.databaseUrl)
    book = new ErasureBook()
    told = []
    acts = []
    hold = null
    isFull = false
  })
  afterEach(async () => {
    await guard.stop()
    await reader.close()
  })

  function open(store: AuditReader = reader): void {
    guard = openErasureGuard({
      store,
      audit: {
        erasures: book,
        act: async (entry) => {
          if (isFull) throw new RegistryError('AUDIT_UNAVAILABLE', 503, 'no space')
          book.take(entry)
          return { origin: 'xinqiao/audit/registry/2026', index: acts.push(entry) - 1, leafHash: '' }
        },
      },
      keys: {
        gone: () => [],
        months: () => [
          {
            month,
            state: 'retired',
            madeAt: '',
            destructibleFrom: '',
            termEnds: '',
            hold,
            destroyed: null,
          },
        ],
      },
      events: {
        payloadReturned: (_origin, index, held) => told.push(`payload ${index}${held ? ' held' : ''}`),
        monthDropped: (one, again) => told.push(`month ${one}${again ? ' again' : ''}`),
        failed: (where) => told.push(`failed ${where}`),
      },
    })
  }
  const erased = (index: number): void =>
    book.take({ act: 'audit.erase', object: `${origin}/${index}`, reason: 'PIPL-47' })

  test('finds a row without its index too, since that may be made again just now', async () => {
    erased(2)
    erased(77)
    await client.query('delete from audit_entry where origin = $1', [origin])
    open()
    await guard.look()
    expect(await standing()).toEqual([0, 1])
    expect(told).toEqual(['payload 2'])
    await guard.look()
    expect(acts).toHaveLength(1)
  })

  test('leaves what a legal hold keeps, and gives it to nobody', async () => {
    erased(2)
    hold = { act: 'held', at: '', by: 'kid', reason: 'invented' }
    open()
    await guard.look()
    expect([await standing(), told, acts]).toEqual([[0, 1, 2], ['payload 2 held'], []])
    const page = guard.withheld(await reader.lookUp(readLookup({ ...question })))
    expect(page.entries.map(({ sealed }) => sealed === null)).toEqual([true, false, false])
  })

  test('tells a payload that a legal hold keeps once a look, however often it is asked for', async () => {
    erased(2)
    hold = { act: 'held', at: '', by: 'kid', reason: 'invented' }
    open()
    await guard.look()
    for (let n = 0; n < 5; n += 1) {
      guard.withheld(await reader.lookUp(readLookup({ ...question })))
      await pause(20)
    }
    expect(told).toEqual(['payload 2 held'])
  })

  test('a month that the database does not let go keeps no payload of another standing, and a look-up writes nothing more of it', async () => {
    book.take({ act: 'keys.destroyed', object: '2026-03' })
    await client.query("select audit_open_month('2026-03')")
    await client.query("insert into audit_payload values ('2026-03', $1, 9, 'sealed')", [origin])
    erased(2)
    open({ ...reader, dropMonth: async () => Promise.reject(new Error('read-only')) })
    await guard.look()
    expect(await standing()).toEqual([0, 1, 9])
    const written = acts.length
    erased(0)
    expect(acts.map(({ act, failed }) => `${act} ${failed ?? ''}`)).toEqual([
      'audit.drop-month ',
      'audit.drop-month AUDIT_STORE_UNAVAILABLE',
      'audit.erase-again ',
    ])
    for (let n = 0; n < 5; n += 1) {
      guard.withheld(await reader.lookUp(readLookup({ ...question })))
      await pause(20)
    }
    expect(acts).toHaveLength(written)
    expect(told).toEqual(['payload 2', 'failed audit-erasures'])
    await reader.dropMonth('2026-03')
  })

  test('erases nothing that cannot be recorded, and tells it once', async () => {
    erased(2)
    isFull = true
    open()
    await guard.look()
    await guard.look()
    expect([await standing(), told]).toEqual([[0, 1, 2], ['failed audit-erasures']])
  })

  test('takes a destroyed month out as a whole, tells when it was back, and answers no question of it', async () => {
    book.take({ act: 'keys.destroyed', object: month })
    open()
    await guard.look()
    expect(await standing()).toEqual([])
    await restore()
    await guard.look()
    expect(await standing()).toEqual([])
    expect(told).toEqual([`month ${month}`, `month ${month} again`])
    expect(acts.map(({ act, object }) => `${act} ${object}`)).toEqual(Array(2).fill(`audit.drop-month ${month}`))
    expect(guard.asked(readLookup(question)).pseudonyms).toEqual([])
    // Pseudonyms alone, as an index that is made again brings them: nothing to tell.
    await client.query('select audit_open_month($1)', [month])
    await guard.look()
    expect(told).toHaveLength(2)
  })
})
