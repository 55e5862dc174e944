/** An agency's PostgreSQL: one small pool of the service role, each statement bounded in time. */
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { idleTransactionTimeoutMs, poolSize, statementTimeoutMs } from '../limits.ts'
import type { KitTables } from './tables.ts'

/** The pool for prepared statements, and Kysely over the same pool for everything else. */
export interface Store {
  readonly pool: pg.Pool
  readonly db: Kysely<KitTables>
  close(): Promise<void>
}

/** Opens the pool. `onError` hears of connections that break while idle. */
export function openStore(databaseUrl: string, application: string, onError: (error: Error) => void): Store {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: poolSize,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: idleTransactionTimeoutMs,
    connectionTimeoutMillis: statementTimeoutMs,
    application_name: `xinqiao-${application}`,
  })
  pool.on('error', onError)
  const db = new Kysely<KitTables>({ dialect: new PostgresDialect({ pool }) })
  return { pool, db, close: () => db.destroy() }
}
