/** Searches and look-ups in the index: newest first, pages that end at a place, so that new entries move nothing. */
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import type { AuditTables } from '../store/tables.ts'
import { type LookupQuestion, type Place, placeText, type SearchQuestion } from './question.ts'

/** An entry found. */
export interface FoundEntry {
  readonly origin: string
  readonly index: number
  readonly at: number
  /** Exact bytes of the leaf, as text: its hash is the tree's. */
  readonly leaf: string
}

/** An entry with its sealed payload; `null` where it was erased or never was. base64. */
export interface LookedUpEntry extends FoundEntry {
  readonly sealed: string | null
}

/** One page; `next` is the question's `after` for the page behind it. */
export interface Page<Entry> {
  readonly entries: readonly Entry[]
  readonly next: string | null
}

type Entries<Output> = SelectQueryBuilder<AuditTables, 'audit_entry', Output>

/** What an auditor asks (audit.md §5). Holds pseudonyms, no payload. */
export async function searchEntries(db: Kysely<AuditTables>, question: SearchQuestion): Promise<Page<FoundEntry>> {
  const { agency, contract, purpose, item, code, kind, pseudonym } = question
  let query = db.selectFrom('audit_entry').select(columns)
  if (agency !== null) query = query.where('agency', '=', agency)
  // A contract is asked for in one version (`CT-42@7`) or in all.
  if (contract !== null)
    query = contract.includes('@')
      ? query.where('contract', '=', contract)
      : query.where(sql<string>`split_part(contract, '@', 1)`, '=', contract)
  if (purpose !== null) query = query.where('purpose', '=', purpose)
  if (kind !== null) query = query.where('kind', '=', kind)
  if (item !== null) query = query.where(sql<boolean>`items @> array[${item}]`)
  if (code !== null) query = query.where(sql<boolean>`codes @> array[${code}]`)
  if (pseudonym !== null)
    query = query.where((eb) =>
      eb.or([
        eb('official', '=', pseudonym),
        eb.exists(
          eb
            .selectFrom('audit_subject')
            .select(sql`1`.as('one'))
            .whereRef('audit_subject.month', '=', 'audit_entry.month')
            .whereRef('audit_subject.origin', '=', 'audit_entry.origin')
            .whereRef('audit_subject.index', '=', 'audit_entry.index')
            .where('audit_subject.pseudonym', '=', pseudonym),
        ),
      ]),
    )
  const rows = await page(query, question).execute()
  return pageOf(rows.map(found), question.first)
}

/** What the office asks for a subject (audit.md §6). */
export async function lookUpEntries(db: Kysely<AuditTables>, question: LookupQuestion): Promise<Page<LookedUpEntry>> {
  const { pseudonyms, first } = question
  if (pseudonyms.length === 0) return { entries: [], next: null }
  const months = pseudonyms.map(({ month }) => month)
  const names = pseudonyms.map(({ pseudonym }) => pseudonym)
  const touched = sql<{ origin: string; index: string }>`(
    select distinct s.origin, s.index from audit_subject s
    join unnest(${months}::text[], ${names}::text[]) as asked (month, pseudonym) using (month, pseudonym))`
  const query = db
    .selectFrom('audit_entry')
    .select(columns)
    .select((eb) =>
      eb
        .selectFrom('audit_payload')
        .select('sealed')
        .whereRef('audit_payload.month', '=', 'audit_entry.month')
        .whereRef('audit_payload.origin', '=', 'audit_entry.origin')
        .whereRef('audit_payload.index', '=', 'audit_entry.index')
        .as('sealed'),
    )
    .where(sql<boolean>`(audit_entry.origin, audit_entry.index) in ${touched}`)
  const rows = await page(query, question).execute()
  return pageOf(
    rows.map((row) => ({ ...found(row), sealed: row.sealed?.toString('base64') ?? null })),
    first,
  )
}

const columns = ['audit_entry.origin', 'audit_entry.index', 'audit_entry.at', 'audit_entry.leaf'] as const

interface Paging {
  readonly from: number | null
  readonly to: number | null
  readonly after: Place | null
  readonly first: number
}

function page<Output>(all: Entries<Output>, { from, to, after, first }: Paging): Entries<Output> {
  let query = all
  if (from !== null) query = query.where('at', '>=', String(from))
  if (to !== null) query = query.where('at', '<', String(to))
  if (after !== null)
    query = query.where(
      sql<boolean>`(at, audit_entry.origin, audit_entry.index) < (${after.at}::bigint, ${after.origin}, ${after.index}::bigint)`,
    )
  return query
    .orderBy('at', 'desc')
    .orderBy('audit_entry.origin', 'desc')
    .orderBy('audit_entry.index', 'desc')
    .limit(first + 1)
}

function found(row: { origin: string; index: string; at: string; leaf: string }): FoundEntry {
  return { origin: row.origin, index: Number(row.index), at: Number(row.at), leaf: row.leaf }
}

function pageOf<Entry extends FoundEntry>(rows: readonly Entry[], first: number): Page<Entry> {
  const entries = rows.slice(0, first)
  const last = entries.at(-1)
  return { entries, next: rows.length > first && last !== undefined ? placeText(last) : null }
}
