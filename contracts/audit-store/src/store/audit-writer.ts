/**
 * The keeper's side of the database: batches of entries, each in one transaction that also moves the origin's head.
 * Plain `pg`, so that a keeper loads no more than it needs.
 */
import pg from 'pg'
import { AuditStoreError } from '../errors.ts'
import { connectTimeoutMs, statementTimeoutMs } from '../limits.ts'
import { insertEntries, type StoredEntry } from './insert-entries.ts'
import { surviveBreaks } from './survive-breaks.ts'

/** How far an origin is. `indexed ≤ stored`: rows may have to be made again from the tiles, payloads cannot. */
export interface Head {
  readonly indexed: number
  readonly stored: number
}

/** Writes of one keeper. Every method throws AuditStoreError `AUDIT_STORE_UNAVAILABLE` when the database is away. */
export interface AuditWriter {
  /** The head, made where there is none. */
  head(origin: string): Promise<Head>
  /**
   * Adds entries and moves the head from `from` to `to`, both or neither; rows that are there already stay as they are.
   * @throws AuditStoreError `AUDIT_HEAD_MOVED` when the head is not at `from` any more.
   */
  add(origin: string, from: Head, to: Head, entries: readonly StoredEntry[]): Promise<void>
  settle(origin: string, settled: number): Promise<void>
  close(): Promise<void>
}

/** Opens no connection before the first call. */
export function openAuditWriter(databaseUrl: string): AuditWriter {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 1,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'xinqiao-audit-keeper',
  })
  surviveBreaks(pool)
  const openMonths = new Set<string>()
  const ask = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    try {
      return await withClient(pool, work)
    } catch (cause) {
      openMonths.clear()
      if (cause instanceof AuditStoreError) throw cause
      throw new AuditStoreError('AUDIT_STORE_UNAVAILABLE', 'The audit store did not take a batch.', { cause })
    }
  }
  return {
    head: (origin) => ask((client) => readHead(client, origin)),
    add: (origin, from, to, entries) =>
      ask(async (client) => {
        for (const month of new Set(entries.map(({ row }) => row.month))) {
          if (openMonths.has(month)) continue
          await client.query('select audit_open_month($1)', [month])
          openMonths.add(month)
        }
        await inTransaction(client, async () => {
          const last = entries.at(-1)?.row
          await moveHead(client, { origin, from, to, completeAt: last?.at ?? 0, isStop: last?.isStop ?? false })
          await insertEntries(client, origin, entries)
        })
      }),
    settle: (origin, settled) =>
      ask(async (client) => {
        await client.query('update audit_head set settled = greatest(settled, $2) where origin = $1', [origin, settled])
      }),
    close: () => pool.end(),
  }
}

/** A connection on which something failed is not used again. */
async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    const done = await work(client)
    client.release()
    return done
  } catch (error) {
    client.release(true)
    throw error
  }
}

async function inTransaction(client: pg.PoolClient, work: () => Promise<void>): Promise<void> {
  await client.query('begin')
  await work()
  await client.query('commit')
}

async function readHead(client: pg.PoolClient, origin: string): Promise<Head> {
  await client.query('insert into audit_head (origin) values ($1) on conflict do nothing', [origin])
  const { rows } = await client.query<{ indexed: string; stored: string }>(
    'select indexed, stored from audit_head where origin = $1',
    [origin],
  )
  return { indexed: Number(rows[0]?.indexed), stored: Number(rows[0]?.stored) }
}

interface Move {
  readonly origin: string
  readonly from: Head
  readonly to: Head
  readonly completeAt: number
  readonly isStop: boolean
}

async function moveHead(client: pg.PoolClient, { origin, from, to, completeAt, isStop }: Move): Promise<void> {
  const moved = await client.query(
    `update audit_head set indexed = $4, stored = $5, complete_at = greatest(complete_at, $6), stopped = $7
     where origin = $1 and indexed = $2 and stored = $3`,
    [origin, from.indexed, from.stored, to.indexed, to.stored, completeAt, isStop],
  )
  if (moved.rowCount !== 1)
    throw new AuditStoreError('AUDIT_HEAD_MOVED', 'Another process has moved the head of this origin.')
}
