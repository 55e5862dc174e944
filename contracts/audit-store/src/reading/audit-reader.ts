/** The registry's side of the audit store: questions to the index, erasure, and what makes the index again. */
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { AuditStoreError } from '../errors.ts'
import { connectTimeoutMs, emptyTimeoutMs, readerPoolSize, statementTimeoutMs } from '../limits.ts'
import { surviveBreaks } from '../store/survive-breaks.ts'
import type { AuditTables } from '../store/tables.ts'
import { type CheckedRows, checkRows } from './check-rows.ts'
import { type FoundEntry, type LookedUpEntry, lookUpEntries, type Page, searchEntries } from './find-entries.ts'
import type { LookupQuestion, SearchQuestion } from './question.ts'
import {
  deleteStanding,
  type EntryPlace,
  readHasPayloads,
  readOpenMonths,
  readStanding,
  type StandingPayload,
} from './standing-payloads.ts'

/** How far the index of one origin is. */
export interface OriginHead {
  readonly origin: string
  readonly indexed: number
  readonly stored: number
  /** Size of its newest checkpoint with enough witnesses' signatures; 0 without witnesses. */
  readonly settled: number
  /** UTC milliseconds up to which the index holds all of this origin. */
  readonly completeAt: number
  /** Whether nothing was added behind `completeAt`: its process said that it stopped, or another origin took over. */
  readonly ended: boolean
}

/** Every method throws AuditStoreError `AUDIT_STORE_UNAVAILABLE` when the database is away. */
export interface AuditReader {
  search(question: SearchQuestion): Promise<Page<FoundEntry>>
  lookUp(question: LookupQuestion): Promise<Page<LookedUpEntry>>
  heads(): Promise<readonly OriginHead[]>
  /** A page of an origin's rows from this entry on, held against their leaves. */
  checkRows(from: EntryPlace): Promise<CheckedRows>
  /**
   * The month of an entry, and whether its payload is here.
   * @throws AuditStoreError `AUDIT_ENTRY_UNKNOWN`, `AUDIT_NOT_STORED_YET`
   */
  payloadOf(origin: string, index: number): Promise<{ readonly month: string; readonly sealed: Buffer | null }>
  /** Deletes the payload of one entry (audit.md §2, D6); leaf and proofs stand. Gives whether there was one. */
  erase(origin: string, index: number): Promise<boolean>
  /** Those of these entries that have a payload; for erasures that a restored database knows nothing of. */
  standing(entries: readonly EntryPlace[]): Promise<readonly StandingPayload[]>
  /** Deletes such a payload, whatever the index holds; gives whether it was still there. */
  eraseStanding(payload: Omit<StandingPayload, 'sealed'>): Promise<boolean>
  /** Months of which the store has room for payloads, oldest first. */
  openMonths(): Promise<readonly string[]>
  hasPayloads(month: string): Promise<boolean>
  /** Deletes payloads and pseudonyms of a month whose keys are destroyed. */
  dropMonth(month: string): Promise<void>
  /** Empties the index of an origin, or of all; each origin's keeper fills it again from the tiles. Payloads stay. */
  emptyIndex(origin: string | null): Promise<void>
  close(): Promise<void>
}

/** Opens a small pool with the service role; nothing is asked before the first question. */
export function openReader(databaseUrl: string): AuditReader {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: readerPoolSize,
    statement_timeout: statementTimeoutMs,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'xinqiao-audit-reader',
  })
  surviveBreaks(pool)
  const db = new Kysely<AuditTables>({ dialect: new PostgresDialect({ pool }) })
  return {
    search: (question) => asked(searchEntries(db, question)),
    lookUp: (question) => asked(lookUpEntries(db, question)),
    heads: () => asked(readHeads(db)),
    checkRows: (from) => asked(checkRows(db, from)),
    payloadOf: (origin, index) => asked(readPayload(db, origin, index)),
    erase: (origin, index) => asked(erasePayload(db, origin, index)),
    standing: (entries) => asked(readStanding(db, entries)),
    eraseStanding: (payload) => asked(deleteStanding(db, payload)),
    openMonths: () => asked(readOpenMonths(db)),
    hasPayloads: (month) => asked(readHasPayloads(db, month)),
    dropMonth: (month) => asked(sql`select audit_drop_month(${month})`.execute(db).then(() => undefined)),
    emptyIndex: (origin) => asked(emptyRows(db, origin)),
    close: () => db.destroy(),
  }
}

async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (cause) {
    if (cause instanceof AuditStoreError) throw cause
    throw new AuditStoreError('AUDIT_STORE_UNAVAILABLE', 'The audit store did not answer.', { cause })
  }
}

async function readHeads(db: Kysely<AuditTables>): Promise<readonly OriginHead[]> {
  const rows = await db.selectFrom('audit_head').selectAll().orderBy('origin').execute()
  return rows.map((row) => ({
    origin: row.origin,
    indexed: Number(row.indexed),
    stored: Number(row.stored),
    settled: Number(row.settled),
    completeAt: Number(row.complete_at),
    ended: row.stopped || (row.closed_size !== null && Number(row.indexed) >= Number(row.closed_size)),
  }))
}

async function readPayload(
  db: Kysely<AuditTables>,
  origin: string,
  index: number,
): Promise<{ month: string; sealed: Buffer | null }> {
  const head = await db.selectFrom('audit_head').select(['stored']).where('origin', '=', origin).executeTakeFirst()
  if (head === undefined) throw new AuditStoreError('AUDIT_ENTRY_UNKNOWN', 'No log of this origin is indexed.')
  if (Number(head.stored) <= index)
    throw new AuditStoreError('AUDIT_NOT_STORED_YET', 'The log is not stored up to this index, or has no such entry.')
  const entry = await db
    .selectFrom('audit_entry')
    .select('month')
    .where('origin', '=', origin)
    .where('index', '=', String(index))
    .executeTakeFirst()
  if (entry === undefined)
    throw new AuditStoreError('AUDIT_NOT_STORED_YET', 'The index of this origin is being made again.')
  const payload = await db
    .selectFrom('audit_payload')
    .select('sealed')
    .where('month', '=', entry.month)
    .where('origin', '=', origin)
    .where('index', '=', String(index))
    .executeTakeFirst()
  return { month: entry.month, sealed: payload?.sealed ?? null }
}

async function erasePayload(db: Kysely<AuditTables>, origin: string, index: number): Promise<boolean> {
  const { month } = await readPayload(db, origin, index)
  return deleteStanding(db, { month, origin, index })
}

/** The heads go back first: a keeper that is about to add finds its head moved, and begins again. */
async function emptyRows(db: Kysely<AuditTables>, origin: string | null): Promise<void> {
  const chosen = sql<boolean>`(${origin}::text is null or origin = ${origin})`
  await db.transaction().execute(async (tx) => {
    await sql.raw(`set local statement_timeout = ${emptyTimeoutMs}`).execute(tx)
    await tx.updateTable('audit_head').set({ indexed: '0', complete_at: '0' }).where(chosen).execute()
    await tx.deleteFrom('audit_subject').where(chosen).execute()
    await tx.deleteFrom('audit_entry').where(chosen).execute()
  })
}
