/** The kit's own record source: one prepared statement for all pages of a request, one for all records by id. */
import type { DataStandards } from '@xinqiao/schema'
import type pg from 'pg'
import type { CreditRecord } from '../credit-record.ts'
import type { FieldCipher } from '../field-encryption.ts'
import { lightRowsMax } from '../limits.ts'
import { mapPersons } from '../payload-persons.ts'
import type { PageQuestion, RecordSource } from '../record-source.ts'
import { arrayText, openPreparedRows } from './prepared-rows.ts'
import type { TextRow } from './question-bundle.ts'
import { recordColumns, StoredRecord } from './stored-record.ts'

const pagesStatement = {
  name: 'pages',
  text: `select ${recordColumns}, q.n - 1
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
  text: `select ${recordColumns} from record r where r.record = any($1::text[])`,
}

/** Opens the record source over the service role's pool. */
export function recordStore(pool: pg.Pool, cipher: FieldCipher, standards: DataStandards): RecordSource {
  const ask = openPreparedRows(pool)
  const open = (record: string, item: string, sealed: CreditRecord['data']): CreditRecord['data'] => {
    const standard = standards.get(item)
    if (standard === undefined) return sealed
    return mapPersons(standard, sealed, (person, path) => ({
      ...person,
      documentNumber: cipher.open(person.documentNumber, `${record}#${path}`),
    }))
  }
  const read = (row: TextRow): CreditRecord => new StoredRecord(row, open)
  return {
    pages: async (questions) => {
      const pages: CreditRecord[][] = questions.map(() => [])
      for (const row of await ask(pagesStatement, pageValues(questions), rowsOf(questions) <= lightRowsMax))
        pages[Number(row.at(-1))]?.push(read(row))
      return pages
    },
    records: async (ids) => {
      const rows = await ask(recordsStatement, [arrayText(ids)], ids.length <= lightRowsMax)
      const byId = new Map(rows.map((row) => [row[0] ?? '', read(row)]))
      return ids.map((id) => byId.get(id) ?? null)
    },
  }
}

/** Rows that may be read for them. */
function rowsOf(questions: readonly PageQuestion[]): number {
  let rows = 0
  for (const { first } of questions) rows += first
  return rows
}

function pageValues(questions: readonly PageQuestion[]): readonly string[] {
  return [
    arrayText(questions.map(({ item }) => item)),
    arrayText(questions.map(({ subject }) => subject)),
    arrayText(questions.map(({ first }) => first)),
    arrayText(questions.map(({ after }) => after?.determinedOn ?? null)),
    arrayText(questions.map(({ after }) => after?.record ?? null)),
  ]
}
