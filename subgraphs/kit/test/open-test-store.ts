/** The kit's tables in a fresh database, opened with the service role. */
import { migrate, recordTableRights } from '../src/store/migrate.ts'
import { openStore, type Store } from '../src/store/open-store.ts'
import { recordTables } from '../src/store/record-tables.ts'
import { type TestDatabase, testDatabase } from './postgres.ts'

export interface TestStore extends TestDatabase {
  readonly store: Store
  close(): Promise<void>
}

export async function openTestStore(): Promise<TestStore> {
  const database = await testDatabase()
  const plan = { migrations: { '0001-records': recordTables }, rights: recordTableRights }
  await migrate(database.migrationUrl, database.databaseUrl, plan)
  await migrate(database.migrationUrl, database.databaseUrl, plan)
  const store = openStore(database.databaseUrl, 'test', () => undefined)
  return {
    ...database,
    store,
    close: async () => {
      await store.close()
      await database.drop()
    },
  }
}
