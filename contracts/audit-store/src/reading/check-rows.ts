/**
 * Rows of the index held against what they were made of (audit.md §5): the hash of each leaf, to be compared with the log's own
 * tiles, and which rows do not say what their leaf says. A database is not the log: whoever can write to it can change both.
 */
import { hash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { type Kysely, sql } from 'kysely'
import { rowsCheckedMax } from '../limits.ts'
import { type EntryRow, entryRow } from '../rows/leaf-rows.ts'
import type { AuditTables } from '../store/tables.ts'
import type { EntryPlace } from './standing-payloads.ts'

/** A page of one origin. */
export interface CheckedRows {
  /** The entry behind the last of this page; where it is not more than `from`, the index has no more. */
  readonly to: number
  /** Hash of each leaf from `from` on, hex; `null` where there is no row. */
  readonly hashes: readonly (string | null)[]
  /** Entries whose row, subjects or payload do not fit the leaf beside them. */
  readonly unfit: readonly number[]
  /** Entries whose leaf commits to a payload of which there is none; erased ones are among them. */
  readonly bare: readonly EntryMonth[]
  /** Entries that name subjects of a month of which the database holds none at all: one whose keys are destroyed, or nobody is told of them. */
  readonly closed: readonly EntryMonth[]
}

/** An entry, and the month its subjects and its payload belong to. */
export interface EntryMonth {
  readonly index: number
  readonly month: string
}

interface Stored {
  readonly row: EntryRow
  readonly columns: Readonly<Record<string, unknown>>
}

interface Hidden {
  readonly index: string
  readonly month: string
  readonly open: boolean
}

/** Reads a page of at most 1,000 from this entry on. */
export async function checkRows(db: Kysely<AuditTables>, { origin, index: from }: EntryPlace): Promise<CheckedRows> {
  const head = await db.selectFrom('audit_head').select('indexed').where('origin', '=', origin).executeTakeFirst()
  const to = Math.min(from + rowsCheckedMax, Number(head?.indexed ?? 0))
  const rows = await db
    .selectFrom('audit_entry')
    .selectAll()
    .where('origin', '=', origin)
    .where(sql<boolean>`index >= ${from}::bigint and index < ${to}::bigint`)
    .execute()
  const stored = new Map(rows.map((one) => [Number(one.index), storedOf(one)]))
  const hidden = await subjectsMissing(db, origin, [...stored.values()])
  const payloads = await payloadsThere(db, origin, [...stored.values()])
  const unfound = new Set(hidden.filter(({ open }) => open).map(({ index }) => Number(index)))
  const unfit = [...stored]
    .filter(([index, one]) => !isFit(one, payloads) || unfound.has(index))
    .map(([index]) => index)
  const closed = hidden.filter(({ open }) => !open).map(({ index, month }) => ({ index: Number(index), month }))
  const bare = [...stored.values()]
    .filter(({ row }) => committed(row) && !payloads.has(row.index))
    .map(({ row: { index, month } }) => ({ index, month }))
  const hashes = Array.from({ length: Math.max(0, to - from) }, (_, n) => hashOf(stored.get(from + n)))
  return {
    to,
    hashes,
    unfit: unfit.toSorted((one, other) => one - other),
    bare: bare.toSorted(byIndex),
    closed: closed.toSorted(byIndex),
  }
}

function byIndex(one: EntryMonth, other: EntryMonth): number {
  return one.index - other.index
}

function storedOf({ index, leaf, ...columns }: { index: string; leaf: string }): Stored {
  return { row: rowOf(Number(index), leaf), columns }
}

/** What no writer wrote is no row of any leaf. */
function rowOf(index: number, leaf: string): EntryRow {
  try {
    return entryRow(index, Buffer.from(leaf))
  } catch {
    return { ...entryRow(index, Buffer.from('{}')), leaf }
  }
}

const columnNames = ['kind', 'month', 'agency', 'client', 'official', 'contract', 'channel', 'purpose'] as const

function isFit({ row, columns }: Stored, payloads: ReadonlySet<number>): boolean {
  const isSame = [...columnNames, 'decision' as const].every((name) => row[name] === columns[name])
  const isListed = (['items', 'codes'] as const).every((name) => isDeepStrictEqual(row[name], columns[name]))
  const isTimed = String(row.at) === columns['at']
  return isSame && isListed && isTimed && (committed(row) || !payloads.has(row.index))
}

function committed({ leaf }: EntryRow): boolean {
  try {
    const { pc } = JSON.parse(leaf) as { readonly pc?: unknown }
    return typeof pc === 'string'
  } catch {
    return false
  }
}

/** RFC 6962: a leaf is hashed behind a zero byte. */
function hashOf(one: Stored | undefined): string | null {
  return one === undefined ? null : hash('sha256', `\u0000${one.row.leaf}`, 'hex')
}

/** Entries that name a subject under whom they are not found: a look nobody is told of. `open`: their month has subjects at all. */
async function subjectsMissing(
  db: Kysely<AuditTables>,
  origin: string,
  stored: readonly Stored[],
): Promise<readonly Hidden[]> {
  const named = stored.flatMap(({ row }) => row.pseudonyms.map((pseudonym) => ({ row, pseudonym })))
  const { rows } = await sql<Hidden>`
    select distinct t.index, t.month, to_regclass('public.audit_subject_' || replace(t.month, '-', '_')) is not null as open
    from unnest(${named.map(({ row }) => row.month)}::text[],
      ${named.map(({ pseudonym }) => pseudonym)}::text[], ${named.map(({ row }) => row.index)}::bigint[]) as t (month, pseudonym, index)
    where not exists (
      select 1 from audit_subject s where s.pseudonym = t.pseudonym and s.month = t.month and s.origin = ${origin} and s.index = t.index)`.execute(
    db,
  )
  return rows
}

/** Entries that have a payload in their leaf's month. */
async function payloadsThere(
  db: Kysely<AuditTables>,
  origin: string,
  stored: readonly Stored[],
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ index: string }>`
    select p.index from unnest(${stored.map(({ row }) => row.month)}::text[], ${stored.map(({ row }) => row.index)}::bigint[]) as t (month, index)
    join audit_payload p on p.month = t.month and p.origin = ${origin} and p.index = t.index`.execute(db)
  return new Set(rows.map(({ index }) => Number(index)))
}
