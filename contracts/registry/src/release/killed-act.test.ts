/** AU15: the registry is killed while it acts. A lock that the test holds keeps it surely where it is to be killed. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { logLeaves, readLeaf, verifyAuditLog } from '@xinqiao/audit-log'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../testing/database.ts'
import { type RegistryProcess, registryProcess } from '../testing/registry-process.ts'
import { agencyBody } from '../testing/test-registry.ts'

type Entry = Readonly<Record<string, unknown>>

let registry: RegistryProcess
let owner: pg.Client

beforeAll(async () => {
  const database = await testDatabase()
  registry = registryProcess(database)
  await registry.start()
  owner = new pg.Client({ connectionString: database.migrationUrl })
  await owner.connect()
  await owner.query(`
    create function hold() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock(tg_argv[0]::integer); return new; end $$;
    -- The first statement after the entry, and the commit itself.
    create trigger hold_after_entry before update of entry_index on revision for each row execute function hold(1);
    create constraint trigger hold_commit after insert on bundle deferrable initially deferred
      for each row execute function hold(2)`)
})
afterAll(async () => {
  await owner.end()
  await registry.end()
})

const lock = (point: number): Promise<unknown> => owner.query('select pg_advisory_lock($1)', [point])
const unlock = (point: number): Promise<unknown> => owner.query('select pg_advisory_unlock($1)', [point])

/** Resolves when the registry waits at the point. */
async function reached(point: number): Promise<void> {
  const waiting = `select from pg_locks where locktype = 'advisory' and objid = $1 and not granted`
  while ((await owner.query(waiting, [point])).rowCount === 0) await pause(10)
}

/** Lets the transaction at the point go on, and resolves when it has ended. */
async function wentOn(point: number): Promise<void> {
  await unlock(point)
  await lock(point)
  await unlock(point)
}

const node = (): string => join(registry.stateDir, 'audit', 'registry')

/** Entries of kind `admin` on this agency, or on the agencies at all. */
function entriesOn(agency?: string): readonly Entry[] {
  const years = readdirSync(node()).filter((name) => /^\d{4}$/u.test(name))
  return years
    .flatMap((year) => [...logLeaves(join(node(), year))].map((leaf): Entry => readLeaf(leaf)))
    .filter(({ act, object }) => act === 'agency.put' && (agency === undefined || object === agency))
}

async function agencies(): Promise<readonly string[]> {
  return (await owner.query('select id from agency order by id')).rows.map(({ id }) => id)
}

test('AU15 killed between the durable entry and the commit: the act is not done, and the next start names it, once', async () => {
  expect((await registry.put('/agencies/amr', agencyBody('amr'))).status).toBe(200)
  await lock(1)
  const answer = registry.put('/agencies/tax', agencyBody('tax')).catch(() => 'no answer')
  await reached(1)
  expect(entriesOn('tax')).toHaveLength(1)
  await registry.kill()
  expect(await answer).toBe('no answer')
  await wentOn(1)
  expect(await agencies()).toEqual(['amr'])

  await registry.start()
  const [entry, ...named] = entriesOn('tax')
  const { at: _at, ...said } = entry ?? {}
  expect(said).not.toHaveProperty('failed')
  expect(named).toEqual([{ ...said, at: expect.any(Number), failed: 'NOT_COMMITTED' }])
  expect(entriesOn('amr')).toHaveLength(1)

  await registry.kill()
  await registry.start()
  expect(entriesOn('tax')).toHaveLength(2)
  expect((await registry.put('/agencies/tax', agencyBody('tax'))).status).toBe(200)
  expect(entriesOn('tax').map(({ failed }) => failed ?? null)).toEqual([null, 'NOT_COMMITTED', null])
})

test('AU15 killed between the commit and the answer: the act is done, has its entry, and nothing calls it failed', async () => {
  await lock(2)
  const answer = registry.put('/agencies/office', agencyBody('office')).catch(() => 'no answer')
  await reached(2)
  // It stands still, so that it cannot answer, while PostgreSQL does the commit it was told to do.
  registry.signal('SIGSTOP')
  await wentOn(2)
  await registry.kill()
  expect(await answer).toBe('no answer')
  expect(await agencies()).toEqual(['amr', 'office', 'tax'])

  await registry.start()
  expect(entriesOn('office')).toHaveLength(1)
  expect(entriesOn('office')[0]).not.toHaveProperty('failed')
})

test('AU15 killed with the commit on its way: PostgreSQL still does it, and the next start does not call it failed', async () => {
  await lock(2)
  const answer = registry.put('/agencies/amr', agencyBody('amr')).catch(() => 'no answer')
  await reached(2)
  await registry.kill()
  expect(await answer).toBe('no answer')
  const started = registry.start()
  await unlock(2)
  await started
  const last = entriesOn('amr').at(-1)
  const kept = (await owner.query(`select jws from bundle where number = $1`, [last?.['bundle']])).rowCount
  expect(last).not.toHaveProperty('failed')
  expect(kept).toBe(1)
})

test('AU15 no act stands in the store without an entry, and the log verifies', async () => {
  const done = entriesOn().filter(({ failed }) => failed === undefined)
  for (const agency of await agencies()) expect(done.map(({ object }) => object)).toContain(agency)
  expect(verifyAuditLog(node())).toMatchObject({ good: true, findings: [] })
})
