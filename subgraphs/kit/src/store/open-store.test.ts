import { sql } from 'kysely'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { testDatabase } from '../../test/postgres.ts'
import { openStore } from './open-store.ts'

test('fault row 17: a connection that breaks while it is used fails its statement, and ends neither pool nor process', async () => {
  const database = await testDatabase()
  const heard: Error[] = []
  const store = openStore(database.databaseUrl, 'kit-test', (error) => heard.push(error))
  const admin = new pg.Client({ connectionString: inject('postgresAdminUrl') })
  await admin.connect()
  try {
    const work = store.db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
      const asleep = sql`select pg_sleep(30)`.execute(tx)
      await Promise.all([asleep, admin.query('select pg_terminate_backend($1)', [rows[0]?.pid])])
    })
    await expect(work).rejects.toThrow(/terminat/iu)
    await expect.poll(() => heard.length).toBeGreaterThan(0)
    expect((await sql<{ one: number }>`select 1 as one`.execute(store.db)).rows).toEqual([{ one: 1 }])
  } finally {
    await admin.end()
    await store.close()
    await database.drop()
  }
})
