/** A row of the record table as the graph reads it. */
import type { BasisDocument, Seriousness, SubjectKind } from '@xinqiao/schema'
import type { CreditRecord } from '../credit-record.ts'
import type { TextRow } from './question-bundle.ts'

/** Columns in the order in which `StoredRecord` takes them, of a table called `r`. */
export const recordColumns = `r.record, r.item, r.subject, r.subject_kind, r.version, r.determined_on, r.ongoing,
  r.concluded_on, r.valid_to, r.seriousness, r.division,
  to_char(r.ingested_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), r.catalog_version, r.basis, r.data`

type Payload = CreditRecord['data']

/** Its document is read when it is asked for first: most answers do not show it. */
export class StoredRecord implements CreditRecord {
  readonly record: string
  readonly item: string
  readonly subject: string
  readonly subjectKind: SubjectKind
  readonly version: number
  readonly determinedOn: string
  readonly ongoing: boolean
  readonly concludedOn: string | null
  readonly validTo: string | null
  readonly seriousness: Seriousness | null
  readonly division: string
  readonly ingestedAt: string
  readonly catalogVersion: string
  readonly data: Payload
  readonly #basis: string
  #basisDocument: BasisDocument | undefined

  /** `open` gives the payload with its document numbers open. */
  constructor(row: TextRow, open: (record: string, item: string, sealed: Payload) => Payload) {
    this.record = row[0] ?? ''
    this.item = row[1] ?? ''
    this.subject = row[2] ?? ''
    this.subjectKind = row[3] as SubjectKind
    this.version = Number(row[4])
    this.determinedOn = row[5] ?? ''
    this.ongoing = row[6] === 't'
    this.concludedOn = row[7] ?? null
    this.validTo = row[8] ?? null
    this.seriousness = (row[9] ?? null) as Seriousness | null
    this.division = row[10] ?? ''
    this.ingestedAt = row[11] ?? ''
    this.catalogVersion = row[12] ?? ''
    this.#basis = row[13] ?? 'null'
    this.data = open(this.record, this.item, JSON.parse(row[14] ?? '{}'))
  }

  get basisDocument(): BasisDocument {
    this.#basisDocument ??= JSON.parse(this.#basis) as BasisDocument
    return this.#basisDocument
  }
}
