/** Rows of one batch, each table with one statement over arrays; what is there already stays as it is. */
import type pg from 'pg'
import type { EntryRow } from '../rows/leaf-rows.ts'

/** An entry with its sealed payload; none where the kind has none, or where only the index is filled. */
export interface StoredEntry {
  readonly row: EntryRow
  readonly sealed: Uint8Array | null
}

/** Inserts into `audit_entry`, `audit_subject` and `audit_payload`, inside the caller's transaction. */
export async function insertEntries(
  client: pg.PoolClient,
  origin: string,
  entries: readonly StoredEntry[],
): Promise<void> {
  const rows = entries.map(({ row }) => row)
  await insertRows(client, origin, rows)
  await insertSubjects(client, origin, rows)
  await insertPayloads(client, origin, entries)
  for (const { closes } of rows) if (closes !== null) await closeLog(client, closes)
}

async function insertRows(client: pg.PoolClient, origin: string, rows: readonly EntryRow[]): Promise<void> {
  await client.query(
    `insert into audit_entry (origin, index, at, kind, month, agency, client, official, contract, channel, purpose, decision, items, codes, leaf)
     select $1, index, at, kind, month, agency, client, official, contract, channel, purpose, decision, items::text[], codes::text[], leaf
     from unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[])
       as t (index, at, kind, month, agency, client, official, contract, channel, purpose, decision, items, codes, leaf)
     on conflict do nothing`,
    [
      origin,
      rows.map((row) => row.index),
      rows.map((row) => row.at),
      rows.map((row) => row.kind),
      rows.map((row) => row.month),
      rows.map((row) => row.agency),
      rows.map((row) => row.client),
      rows.map((row) => row.official),
      rows.map((row) => row.contract),
      rows.map((row) => row.channel),
      rows.map((row) => row.purpose),
      rows.map((row) => row.decision),
      rows.map((row) => arrayText(row.items)),
      rows.map((row) => arrayText(row.codes)),
      rows.map((row) => row.leaf),
    ],
  )
}

async function insertSubjects(client: pg.PoolClient, origin: string, rows: readonly EntryRow[]): Promise<void> {
  const subjects = rows.flatMap((row) => row.pseudonyms.map((pseudonym) => ({ row, pseudonym })))
  if (subjects.length === 0) return
  await client.query(
    `insert into audit_subject (month, pseudonym, origin, index)
       select month, pseudonym, $1, index from unnest($2::text[], $3::text[], $4::bigint[]) as t (month, pseudonym, index)
       on conflict do nothing`,
    [
      origin,
      subjects.map(({ row }) => row.month),
      subjects.map(({ pseudonym }) => pseudonym),
      subjects.map(({ row }) => row.index),
    ],
  )
}

async function insertPayloads(client: pg.PoolClient, origin: string, entries: readonly StoredEntry[]): Promise<void> {
  const payloads = entries.filter(({ sealed }) => sealed !== null && sealed.length > 0)
  if (payloads.length === 0) return
  await client.query(
    `insert into audit_payload (month, origin, index, sealed)
       select month, $1, index, sealed from unnest($2::text[], $3::bigint[], $4::bytea[]) as t (month, index, sealed)
       on conflict do nothing`,
    [
      origin,
      payloads.map(({ row }) => row.month),
      payloads.map(({ row }) => row.index),
      payloads.map(({ sealed }) => Buffer.from(sealed ?? [])),
    ],
  )
}

/** Its own keeper may not have been here yet. */
async function closeLog(client: pg.PoolClient, { origin, size }: { origin: string; size: number }): Promise<void> {
  await client.query(
    'insert into audit_head (origin, closed_size) values ($1, $2) on conflict (origin) do update set closed_size = $2',
    [origin, size],
  )
}

/** The text form of a `text[]`, each element quoted. */
function arrayText(words: readonly string[]): string {
  return `{${words.map((one) => `"${one.replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}
