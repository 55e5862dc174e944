/** The registry's PostgreSQL: one small pool, each statement bounded in time. */
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { poolSize, statementTimeoutMs } from '../limits.ts'
import type { RegistryTables } from './tables.ts'

export type Store = Kysely<RegistryTables>
export type StoreTransaction = Transaction<RegistryTables>

/** Opens the pool with the service role. `onError` hears of connections that break. */
export function openStore(databaseUrl: string, onError: (error: Error) => void): Store {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: poolSize,
    statement_timeout: statementTimeoutMs,
    connectionTimeoutMillis: statementTimeoutMs,
    application_name: 'xinqiao-registry',
  })
  pool.on('error', onError)
  // While it is used nobody else listens, and an event that nobody hears ends the process; the statement fails by itself.
  pool.on('connect', (client) => client.on('error', onError))
  return new Kysely<RegistryTables>({ dialect: new PostgresDialect({ pool }) })
}
