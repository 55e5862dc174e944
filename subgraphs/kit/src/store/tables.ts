/** The tables of an agency as Kysely sees them; the migrations beside are their truth. */
import type { Generated } from 'kysely'

/** One credit record in its current version. Document numbers inside `data` are sealed (field-encryption.ts). */
export interface RecordTable {
  /** `<item>:<provider's number>`. */
  record: string
  item: string
  /** Unified social credit code or `ref`. */
  subject: string
  subject_kind: string
  version: number
  /** Keyed digest of the content: tells the same record sent again from another (data.md §2). */
  digest: Buffer
  determined_on: string
  ongoing: boolean
  concluded_on: string | null
  valid_to: string | null
  seriousness: string | null
  basis: unknown
  division: string
  arising_from: string
  secrecy: string
  data: unknown
  ingested_at: Generated<Date>
  catalog_version: string
}

/** A natural person the agency holds records of: kind, number and name sealed, `ref` as the key. */
export interface PersonTable {
  ref: string
  sealed: string
}

/** Change rows (feeds.md §1): no value of the record. */
export interface ChangeTable {
  id: Generated<string>
  xid: Generated<string>
  record: string | null
  item: string | null
  subject_kind: string | null
  subject: string | null
  version: number | null
  op: 'written' | 'removed' | 'standing' | 'consent'
  at: Generated<Date>
}

/** A file while it is being read: judged lines wait here until its digest holds (README, Decisions). */
export interface StageTable {
  upload: string
  line: number
  refusal: unknown
  row: unknown
  at: Generated<Date>
}

/** Counters of a day: records accepted, unchanged, refused by code (REG-12a). */
export interface TallyTable {
  day: string
  code: string
  records: number
}

export interface KitTables {
  record: RecordTable
  person: PersonTable
  change: ChangeTable
  ingest_stage: StageTable
  tally: TallyTable
}
