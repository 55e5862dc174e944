import type { Consumer, Contract } from '@xinqiao/contracts'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { grantLease } from '../quotas/lease.ts'
import { emptyState, type RegistryState } from '../state.ts'
import { testDatabase } from '../testing/database.ts'
import { migrate } from './migrate.ts'
import { openStore, type Store } from './open-store.ts'
import { readState } from './read-state.ts'
import { writeState } from './write-state.ts'

const consumer: Consumer = {
  id: 'tax',
  name: { zh: '税务局', en: 'Tax Service' },
  kind: 'agency',
  body: '114600000000C0022L',
  region: '460000',
  channels: ['public_affairs_sharing'],
  clients: [{ id: 'tax-app', keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }] }],
  receiptKeys: [],
}
const contract: Contract = {
  id: 'CT-1',
  version: 1,
  kind: 'sharing',
  consumer: 'tax',
  channel: 'public_affairs_sharing',
  purposes: ['TAX_CREDIT'],
  legalBasis: ['REG-16.2'],
  subjects: ['legal_person'],
  divisions: ['all'],
  items: [{ id: 'amr.penalty', fullNumber: false, legalBasis: [] }],
  term: { from: '2026-01-01', to: '2026-12-31' },
  quota: { requestsPerDay: 100, subjectsPerDay: 100, subjectsPerRequest: 100 },
  caseRequired: true,
  operations: [],
  answerMode: 'partial',
  obligations: { retentionDays: 180, deletionReceipts: true },
  approvals: [],
  state: 'active',
}
const filled: RegistryState = {
  ...emptyState,
  revision: 1,
  consumers: new Map([['tax', consumer]]),
  contracts: new Map([['CT-1@1', contract]]),
  catalogs: new Map([
    [
      '1.0.0',
      {
        version: '1.0.0',
        state: 'in_force',
        approval: { number: '琼府函〔2025〕0号', on: '2025-12-15' },
        effectiveFrom: '2025-12-15',
        document: { meta: { version: '1.0.0' }, items: [] },
      },
    ],
  ]),
  files: new Map([['hub.yaml', 'agencies: [tax]\n']]),
  revokedTokens: new Map([['j-1', { jti: 'j-1', until: 1_900_000_000 }]]),
  auditKeys: new Map([['h/audit/n/2026', { origin: 'h/audit/n/2026', vkey: 'h/audit/n/2026+00000000+AA' }]]),
  witnesses: { witnesses: [{ vkey: 'w+00000000+BA', url: 'https://w.example' }], quorum: 1, stopAfterMs: null },
}

describe('the store', () => {
  let store: Store
  beforeAll(async () => {
    const urls = await testDatabase()
    await migrate(urls.migrationUrl, urls.databaseUrl)
    await migrate(urls.migrationUrl, urls.databaseUrl)
    store = openStore(urls.databaseUrl, () => undefined)
  })
  afterAll(() => store.destroy())

  test('what an act leaves is read back as it was, after any restart', async () => {
    expect(await readState(store)).toEqual(emptyState)
    await store.transaction().execute((tx) => writeState(tx, emptyState, filled))
    expect(await readState(store)).toEqual(filled)
  })

  test('of two who act at once one wins, and the other is told', async () => {
    const next = { ...filled, revision: 2, files: new Map([['hub.yaml', 'agencies: []\n']]) }
    await expect(store.transaction().execute((tx) => writeState(tx, emptyState, next))).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
      httpStatus: 409,
    })
    expect(await readState(store)).toEqual(filled)
  })

  test('[REG-11.2] no row can say that a catalog is in force without number and date of its approval', async () => {
    const row = { version: '2.0.0', state: 'approved', document: '{}', effective_from: null }
    const insert = (approval_number: string | null, approved_on: string | null): Promise<unknown> =>
      store
        .insertInto('catalog_version')
        .values({ ...row, approval_number, approved_on })
        .execute()
    await expect(insert(null, '2026-01-01')).rejects.toThrow('approved_by_government')
    await expect(insert('', '2026-01-01')).rejects.toThrow('approved_by_government')
    await expect(insert('琼府函〔2026〕1号', null)).rejects.toThrow('approved_by_government')
  })

  test('the service role can neither change tables nor forget a contract', async () => {
    await expect(sql`create table other (id int)`.execute(store)).rejects.toThrow('permission denied')
    await expect(sql`drop table contract`.execute(store)).rejects.toThrow('must be owner')
    await expect(store.deleteFrom('contract').execute()).rejects.toThrow('permission denied')
    await expect(sql`select * from kysely_migration`.execute(store)).rejects.toThrow('permission denied')
  })

  test('leases of a day never add up to more than the day, whoever asks at the same time', async () => {
    const asked = { contract: 'CT-1', day: '2026-11-23', kind: 'requests', portion: 30 } as const
    const granted = await Promise.all(Array.from({ length: 5 }, () => grantLease(store, asked, 100)))
    expect(granted.reduce((sum, one) => sum + one, 0)).toBe(100)
    expect(await grantLease(store, asked, 100)).toBe(0)
    expect(await grantLease(store, { ...asked, day: '2026-11-24' }, 100)).toBe(30)
    expect(await grantLease(store, { ...asked, kind: 'subjects' }, 100)).toBe(30)
  })
})
