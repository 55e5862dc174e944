/** What the law says of a record, as numbered rows: the newest of a record holds (REG-30, REG-31, REG-32). */
import type { StandingRow } from '@xinqiao/schema'
import { type Kysely, sql, type Transaction } from 'kysely'
import { standingsPerPage } from '../limits.ts'
import type { OfficeTables } from '../tables.ts'

/** A page of the stream. `next` is what to give as `after`. */
export interface StandingsPage {
  readonly epoch: string
  readonly rows: readonly StandingRow[]
  readonly next: number
}

/** A decision without its number; `by` is the body that decided. */
export type StandingEntry = Omit<StandingRow, 'n'> & { readonly by: string | null }

const columns = sql.raw(`n::float8 as n, record, standing, since::text as since, document, case_number as "case"`)

/** Rows after a number, in order and without a gap: numbers are given under the head's lock, so none can appear behind. */
export async function standingsAfter(db: Kysely<OfficeTables>, after: number): Promise<StandingsPage> {
  const epoch = await epochOf(db)
  const found =
    await sql<StandingRow>`select ${columns} from standing where n > ${after} order by n limit ${standingsPerPage}`.execute(
      db,
    )
  return { epoch, rows: found.rows, next: found.rows.at(-1)?.n ?? after }
}

/** The row in force of every record, and the number up to which it was read. */
export async function standingsSnapshot(db: Kysely<OfficeTables>): Promise<StandingsPage> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const epoch = await epochOf(tx)
      const found = await sql<StandingRow>`select ${columns} from (
      select distinct on (record) * from standing order by record, n desc) last order by n`.execute(tx)
      return { epoch, rows: found.rows, next: found.rows.at(-1)?.n ?? 0 }
    })
}

/**
 * Adds what the entries change, in their order; entries that already hold change nothing. Writes the change rows too.
 * Gives how many were written.
 */
export async function writeStandings(
  tx: Transaction<OfficeTables>,
  entries: readonly StandingEntry[],
): Promise<number> {
  if (entries.length === 0) return 0
  const head = await sql<{ n: number }>`select n::float8 as n from standing_head for update`.execute(tx)
  const current = await currentStandings(tx, [...new Set(entries.map(({ record }) => record))])
  const added = newEntries(entries, current)
  if (added.length === 0) return 0
  const first = (head.rows[0]?.n ?? 0) + 1
  const rows = JSON.stringify(added.map((entry, index) => ({ ...entry, n: first + index })))
  await sql`insert into standing (n, record, standing, since, document, case_number, decided_by)
    select n, record, standing, since, document, "case", by from jsonb_to_recordset(${rows}::jsonb)
      as s (n bigint, record text, standing text, since date, document text, "case" text, by text)`.execute(tx)
  await sql`insert into change (record, version, op) select record, null, 'standing'
    from jsonb_to_recordset(${rows}::jsonb) as s (record text)`.execute(tx)
  await sql`update standing_head set n = ${first + added.length - 1}`.execute(tx)
  return added.length
}

async function currentStandings(
  tx: Transaction<OfficeTables>,
  records: readonly string[],
): Promise<Map<string, string>> {
  const found = await sql<StandingRow>`select distinct on (record) ${columns} from standing
    where record = any(${records}::text[]) order by record, standing.n desc`.execute(tx)
  return new Map(found.rows.map((row) => [row.record, contentOf(row)]))
}

/** Of each record's entries those after the last one that is in force already: the same file twice adds nothing. */
function newEntries(entries: readonly StandingEntry[], current: ReadonlyMap<string, string>): readonly StandingEntry[] {
  const lastHeld = new Map<string, number>()
  for (const [index, entry] of entries.entries())
    if (current.get(entry.record) === contentOf(entry)) lastHeld.set(entry.record, index)
  return entries.filter(({ record }, index) => index > (lastHeld.get(record) ?? -1))
}

function contentOf({
  standing,
  since,
  document,
  case: caseNumber,
}: Pick<StandingRow, 'standing' | 'since' | 'document' | 'case'>): string {
  return JSON.stringify([standing, since, document, caseNumber])
}

/** The last number given. */
export async function standingsHead(db: Kysely<OfficeTables>): Promise<number> {
  const found = await sql<{ n: number }>`select n::float8 as n from standing_head`.execute(db)
  return found.rows[0]?.n ?? 0
}

async function epochOf(db: Kysely<OfficeTables>): Promise<string> {
  const found = await sql<{ epoch: string }>`select epoch::text as epoch from standing_head`.execute(db)
  return found.rows[0]?.epoch ?? ''
}
