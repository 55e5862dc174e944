/** A credit record as the store gives it to the graph. Dates are `YYYY-MM-DD`, `ingestedAt` an ISO instant. */
import type { BasisDocument, ItemId, Seriousness, SubjectKind } from '@xinqiao/schema'

export interface CreditRecord {
  /** `<item>:<provider's number>`. */
  readonly record: string
  readonly item: ItemId
  readonly subject: string
  readonly subjectKind: SubjectKind
  readonly version: number
  readonly determinedOn: string
  readonly ongoing: boolean
  readonly concludedOn: string | null
  readonly validTo: string | null
  readonly seriousness: Seriousness | null
  readonly basisDocument: BasisDocument
  readonly division: string
  readonly ingestedAt: string
  /** Version of the catalog the record was judged by (GUI-4a). */
  readonly catalogVersion: string
  /** Payload with open document numbers. */
  readonly data: Readonly<Record<string, unknown>>
}
