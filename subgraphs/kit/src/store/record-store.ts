/** The kit's own record source: one prepared statement for all pages of a request, one for all records by id. */
import type { DataStandards } from '@xinqiao/schema'
import type pg from 'pg'
import type { CreditRecord } from '../credit-record.ts'
import type { FieldCipher } from '../field-encryption.ts'
import { mapPersons } from '../payload-persons.ts'
import type { PageQuestion, RecordSource } from '../record-source.ts'

const columns = `r.record, r.item, r.subject, r.subject_kind as "subjectKind", r.version,
  r.determined_on::text as "determinedOn", r.ongoing, r.concluded_on::text as "concludedOn", r.valid_to::text as "validTo",
  r.seriousness, r.basis as "basisDocument", r.division,
  to_char(r.ingested_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "ingestedAt",
  r.catalog_version as "catalogVersion", r.data`

const pagesStatement = {
  name: 'pages',
  text: `select q.n - 1 as n, ${columns}
    from unnest($1::text[], $2::text[], $3::int[], $4::date[], $5::text[]) with ordinality
      as q (item, subject, first, after_on, after_record, n)
    cross join lateral (
      select * from record
      where subject = q.subject and item = q.item
        and (q.after_on is null or determined_on < q.after_on
          or (determined_on = q.after_on and record > q.after_record collate "C"))
      order by determined_on desc, record
      limit q.first + 1
    ) r
    order by q.n, r.determined_on desc, r.record`,
}

const recordsStatement = {
  name: 'records',
  text: `select ${columns} from record r where r.record = any($1::text[])`,
}

/** Opens the record source over the service role's pool. */
export function recordStore(pool: pg.Pool, cipher: FieldCipher, standards: DataStandards): RecordSource {
  const open = (row: CreditRecord): CreditRecord => {
    const standard = standards.get(row.item)
    if (standard === undefined) return row
    const data = mapPersons(standard, row.data, (person, path) => ({
      ...person,
      documentNumber: cipher.open(person.documentNumber, `${row.record}#${path}`),
    }))
    return data === row.data ? row : { ...row, data }
  }
  return {
    pages: async (questions) => {
      const found = await pool.query<CreditRecord & { n: string }>({ ...pagesStatement, values: pageValues(questions) })
      const pages: CreditRecord[][] = questions.map(() => [])
      for (const { n, ...row } of found.rows) pages[Number(n)]?.push(open(row))
      return pages
    },
    records: async (ids) => {
      const found = await pool.query<CreditRecord>({ ...recordsStatement, values: [ids] })
      const byId = new Map(found.rows.map((row) => [row.record, row]))
      return ids.map((id) => {
        const row = byId.get(id)
        return row === undefined ? null : open(row)
      })
    },
  }
}

function pageValues(questions: readonly PageQuestion[]): unknown[] {
  return [
    questions.map(({ item }) => item),
    questions.map(({ subject }) => subject),
    questions.map(({ first }) => first),
    questions.map(({ after }) => after?.determinedOn ?? null),
    questions.map(({ after }) => after?.record ?? null),
  ]
}
