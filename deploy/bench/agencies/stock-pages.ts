/** The pages of a stock subgraph: the SQL that the kit had before it was measured, prepared by name, one statement for all pages of a turn. */
import type pg from 'pg'

export interface StockQuestion {
  readonly item: string
  readonly subject: string
  readonly first: number
}

export interface PageRow {
  readonly record: string
  readonly determinedOn: string
  readonly data: Readonly<Record<string, unknown>>
}

const statement = {
  name: 'pages',
  text: `select q.n - 1 as n, r.record, r.item, r.subject, r.subject_kind as "subjectKind", r.version,
      r.determined_on::text as "determinedOn", r.ongoing, r.concluded_on::text as "concludedOn", r.valid_to::text as "validTo",
      r.seriousness, r.basis as "basisDocument", r.division,
      to_char(r.ingested_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "ingestedAt",
      r.catalog_version as "catalogVersion", r.data
    from unnest($1::text[], $2::text[], $3::int[]) with ordinality as q (item, subject, first, n)
    cross join lateral (
      select * from record where subject = q.subject and item = q.item
      order by determined_on desc, record limit q.first + 1
    ) r
    order by q.n, r.determined_on desc, r.record`,
}

/** Answers in the order of the questions. */
export async function stockPages(pool: pg.Pool, questions: readonly StockQuestion[]): Promise<PageRow[][]> {
  const values = [
    questions.map(({ item }) => item),
    questions.map(({ subject }) => subject),
    questions.map(({ first }) => first),
  ]
  const found = await pool.query<PageRow & { readonly n: string }>({ ...statement, values })
  const pages: PageRow[][] = questions.map(() => [])
  for (const row of found.rows) pages[Number(row.n)]?.push(row)
  return pages
}
