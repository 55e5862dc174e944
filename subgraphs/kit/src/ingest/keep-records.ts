/** Moves judged rows into the records: versions settled, records, persons and change rows in one transaction (feeds.md §1). */
import { type Kysely, sql, type Transaction } from 'kysely'
import type { KitTables } from '../store/tables.ts'
import type { JudgedRow } from './verdict.ts'

/** What became of one row, in the order given. */
export type Kept = 'accepted' | 'unchanged' | 'version_conflict'

interface Current {
  readonly version: number
  readonly digest: string
}

interface Write extends JudgedRow {
  readonly version: number
}

/** One writer at a time settles versions; the number is the lock's name in PostgreSQL. */
const recordsLock = 4_701

/** Settles and writes a batch; nothing of it is seen before all of it is. */
export async function keepRecords(db: Kysely<KitTables>, rows: readonly JudgedRow[]): Promise<readonly Kept[]> {
  if (rows.length === 0) return []
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${recordsLock})`.execute(tx)
    const { kept, writes } = settle(rows, await currentVersions(tx, rows))
    if (writes.length > 0) await write(tx, writes)
    return kept
  })
}

async function currentVersions(tx: Transaction<KitTables>, rows: readonly JudgedRow[]): Promise<Map<string, Current>> {
  const ids = rows.map(({ record }) => record)
  const found = await sql<Current & { record: string }>`select record, version, encode(digest, 'base64') as digest
    from record where record = any(${ids}::text[])`.execute(tx)
  return new Map(
    found.rows.map(({ record, version, digest }) => [record, { version, digest: digest.replaceAll('\n', '') }]),
  )
}

/** Same content: nothing happens. Other content: a new version when the row says which one it corrects (data.md §2, REG-29). */
function settle(rows: readonly JudgedRow[], current: Map<string, Current>): { kept: Kept[]; writes: Write[] } {
  const writes: Write[] = []
  const kept = rows.map((row): Kept => {
    const known = current.get(row.record)
    if (known?.digest === row.digest) return 'unchanged'
    if (known === undefined ? row.corrects !== null : row.corrects !== known.version) return 'version_conflict'
    const version = (known?.version ?? 0) + 1
    current.set(row.record, { version, digest: row.digest })
    writes.push({ ...row, version })
    return 'accepted'
  })
  return { kept, writes }
}

async function write(tx: Transaction<KitTables>, writes: readonly Write[]): Promise<void> {
  const newest = JSON.stringify([...new Map(writes.map((row) => [row.record, row])).values()])
  await sql`insert into record (record, item, subject, subject_kind, version, digest, determined_on, ongoing, concluded_on,
      valid_to, seriousness, basis, division, arising_from, secrecy, data, catalog_version)
    select record, item, subject, subject_kind, version, decode(digest, 'base64'), determined_on, ongoing, concluded_on,
      valid_to, seriousness, basis, division, arising_from, secrecy, data, catalog_version
    from jsonb_to_recordset(${newest}::jsonb) as r (record text, item text, subject text, subject_kind text, version integer,
      digest text, determined_on date, ongoing boolean, concluded_on date, valid_to date, seriousness text, basis jsonb,
      division text, arising_from text, secrecy text, data jsonb, catalog_version text)
    on conflict (record) do update set item = excluded.item, subject = excluded.subject, subject_kind = excluded.subject_kind,
      version = excluded.version, digest = excluded.digest, determined_on = excluded.determined_on, ongoing = excluded.ongoing,
      concluded_on = excluded.concluded_on, valid_to = excluded.valid_to, seriousness = excluded.seriousness,
      basis = excluded.basis, division = excluded.division, arising_from = excluded.arising_from, secrecy = excluded.secrecy,
      data = excluded.data, catalog_version = excluded.catalog_version, ingested_at = now()`.execute(tx)
  const persons = writes
    .filter(({ person }) => person !== null)
    .map(({ subject, person }) => ({ ref: subject, sealed: person }))
  if (persons.length > 0)
    await sql`insert into person (ref, sealed) select distinct on (ref) ref, sealed
      from jsonb_to_recordset(${JSON.stringify(persons)}::jsonb) as p (ref text, sealed text)
      on conflict (ref) do update set sealed = excluded.sealed`.execute(tx)
  const changes = writes.map(({ record, item, subject_kind, subject, version }) => ({
    record,
    item,
    subject_kind,
    subject,
    version,
  }))
  await sql`insert into change (record, item, subject_kind, subject, version, op)
    select record, item, subject_kind, subject, version, 'written'
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
      as c (record text, item text, subject_kind text, subject text, version integer)`.execute(tx)
}
