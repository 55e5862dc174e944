/** The audit store's tables as Kysely sees them; bigints come as text. */

interface HeadTable {
  origin: string
  /** Entries whose rows are in the index. */
  indexed: string
  /** Entries whose payloads are here, or were never or cannot be. */
  stored: string
  /** Size of the newest checkpoint that enough witnesses have signed. */
  settled: string
  /** UTC milliseconds up to which the index holds everything of this origin. */
  complete_at: string
  /** Whether the last entry says that the process stopped: nothing can have been added since. */
  stopped: boolean
  /** Size at which it was closed and another origin took over. */
  closed_size: string | null
}
interface EntryTable {
  origin: string
  index: string
  at: string
  kind: string
  month: string
  agency: string | null
  client: string | null
  official: string | null
  contract: string | null
  channel: string | null
  purpose: string | null
  decision: string | null
  items: string[]
  codes: string[]
  leaf: string
}
interface SubjectTable {
  month: string
  pseudonym: string
  origin: string
  index: string
}
interface PayloadTable {
  month: string
  origin: string
  index: string
  sealed: Buffer
}

/** All tables. */
export interface AuditTables {
  audit_head: HeadTable
  audit_entry: EntryTable
  audit_subject: SubjectTable
  audit_payload: PayloadTable
}
