/** Counters of the ingest door, by day and code: how much an agency had refused, and why (REG-12a, REG-12b). */
import type { LegalDate } from '@xinqiao/schema'
import { type Kysely, sql } from 'kysely'
import type { KitTables } from '../store/tables.ts'

/** One counter. `code`: ACCEPTED, UNCHANGED or a refusal code. */
export interface DayCount {
  readonly day: LegalDate
  readonly code: string
  readonly records: number
}

/** Adds the figures of one file to its day. */
export async function countDay(
  db: Kysely<KitTables>,
  day: LegalDate,
  counts: ReadonlyMap<string, number>,
): Promise<void> {
  if (counts.size === 0) return
  const rows = [...counts].map(([code, records]) => ({ code, records }))
  await sql`insert into tally (day, code, records)
    select ${day}::date, code, records from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c (code text, records bigint)
    on conflict (day, code) do update set records = tally.records + excluded.records`.execute(db)
}

/** The counters from a day on. */
export async function dayCounts(db: Kysely<KitTables>, since: LegalDate): Promise<readonly DayCount[]> {
  const found = await sql<DayCount>`select day::text as day, code, records::float8 as records from tally
    where day >= ${since}::date order by day, code`.execute(db)
  return found.rows
}
