/** An agency's PostgreSQL: one small pool of the service role, each statement bounded in time. */
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import {
  connectionIdleMs,
  idleTransactionTimeoutMs,
  ingestPoolSize,
  ingestStatementTimeoutMs,
  poolSize,
  statementTimeoutMs,
} from '../limits.ts'
import type { KitTables } from './tables.ts'

/** The pool of the query path with Kysely over it, and a small one of its own for files, which may take their time. */
export interface Store {
  readonly pool: pg.Pool
  readonly db: Kysely<KitTables>
  readonly ingestDb: Kysely<KitTables>
  close(): Promise<void>
}

/** Opens the pools. `onError` hears of connections that break. */
export function openStore(databaseUrl: string, application: string, onError: (error: Error) => void): Store {
  const open = (max: number, statementMs: number): pg.Pool => {
    const pool = new pg.Pool({
      connectionString: databaseUrl,
      max,
      statement_timeout: statementMs,
      idle_in_transaction_session_timeout: idleTransactionTimeoutMs,
      connectionTimeoutMillis: statementMs,
      idleTimeoutMillis: connectionIdleMs,
      application_name: `xinqiao-${application}`,
    })
    pool.on('error', onError)
    // While it is used nobody else listens, and an event that nobody hears ends the process; the statement fails by itself.
    pool.on('connect', (client) => client.on('error', onError))
    return pool
  }
  const pool = open(poolSize, statementTimeoutMs)
  const db = new Kysely<KitTables>({ dialect: new PostgresDialect({ pool }) })
  const ingestDb = new Kysely<KitTables>({
    dialect: new PostgresDialect({ pool: open(ingestPoolSize, ingestStatementTimeoutMs) }),
  })
  return { pool, db, ingestDb, close: async () => void (await Promise.all([db.destroy(), ingestDb.destroy()])) }
}
