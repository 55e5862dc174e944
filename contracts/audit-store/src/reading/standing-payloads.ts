/** Payloads that should be gone: which of a list of erased ones stand all the same, as after a restore of the database (audit.md §2). */
import { type Kysely, sql } from 'kysely'
import type { AuditTables } from '../store/tables.ts'

/** A payload that stands, with the month whose partition it lies in. */
export interface StandingPayload {
  readonly month: string
  readonly origin: string
  readonly index: number
  readonly sealed: Buffer
}

/** An entry by its receipt. */
export interface EntryPlace {
  readonly origin: string
  readonly index: number
}

/** Those of these entries that have a payload. Asked month by month of what there is: the index may be empty just now. */
export async function readStanding(
  db: Kysely<AuditTables>,
  entries: readonly EntryPlace[],
): Promise<readonly StandingPayload[]> {
  const months = await readOpenMonths(db)
  if (months.length === 0 || entries.length === 0) return []
  const { rows } = await sql<{ month: string; origin: string; index: string; sealed: Buffer }>`
    select p.month, p.origin, p.index, p.sealed
    from unnest(${entries.map(({ origin }) => origin)}::text[], ${entries.map(({ index }) => index)}::bigint[]) as e (origin, index)
    cross join unnest(${months}::text[]) as m (month)
    join audit_payload p on p.month = m.month and p.origin = e.origin and p.index = e.index`.execute(db)
  return rows.map((row) => ({ ...row, index: Number(row.index) }))
}

/** Deletes one of them; gives whether it was still there. */
export async function deleteStanding(
  db: Kysely<AuditTables>,
  { month, origin, index }: EntryPlace & { readonly month: string },
): Promise<boolean> {
  const gone = await db
    .deleteFrom('audit_payload')
    .where('month', '=', month)
    .where('origin', '=', origin)
    .where('index', '=', String(index))
    .executeTakeFirst()
  return gone.numDeletedRows > 0n
}

/** Months that have a partition of payloads, oldest first; none before the tables are made. */
export async function readOpenMonths(db: Kysely<AuditTables>): Promise<readonly string[]> {
  const { rows } = await sql<{ month: string }>`
    select replace(right(c.relname, 7), '_', '-') as month
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = to_regclass('public.audit_payload') order by 1`.execute(db)
  return rows.map(({ month }) => month)
}

/** Whether a month has any payload. */
export async function readHasPayloads(db: Kysely<AuditTables>, month: string): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select 1 from audit_payload where month = ${month}) as has`.execute(db)
  return rows[0]?.has === true
}
