/** A credit record: one fact about a subject under one catalog item (data.md §2). */
import type { ItemId, SubjectKind } from '../catalog/catalog-item.ts'

export type Seriousness = 'minor' | 'general' | 'serious'
export type Secrecy = 'none' | 'internal' | 'confidential' | 'secret' | 'top_secret'
/** The business process a record arose in (OPI-IX.b). */
export type ArisingFrom = 'registration' | 'permit' | 'qualification' | 'supervision' | 'judicial' | 'public_service'

/** The effective document a record rests on (REG-24). */
export interface BasisDocument {
  readonly kind: string
  readonly number: string
  /** Unified social credit code of the issuing body. */
  readonly issuer: string
  readonly effectiveOn: string
  readonly legalBasis?: string
}

/** Who a record is about, as the provider says it. */
export type RecordSubject =
  | { readonly uscc: string }
  | { readonly document: { readonly kind: string; readonly number: string }; readonly name: string }

/** A record as it comes in at the ingest door: one NDJSON line. */
export interface IncomingRecord {
  readonly id: string
  readonly item: ItemId
  readonly subject: RecordSubject
  readonly subjectKind: SubjectKind
  readonly determinedOn: string
  readonly ongoing: boolean
  readonly concludedOn: string | null
  readonly validTo: string | null
  readonly seriousness: Seriousness | null
  readonly basisDocument: BasisDocument | null
  readonly division: string
  readonly arisingFrom: ArisingFrom
  readonly identityVerified: boolean
  readonly secrecy: Secrecy
  /** Version this record corrects; absent when it corrects none. */
  readonly corrects?: number
  readonly data: Readonly<Record<string, unknown>>
}

/** What the row rules look at: the facts of a fetched record, nothing of its payload. Dates are `YYYY-MM-DD`. */
export interface RecordFacts {
  /** `<item>:<provider's number>`. */
  readonly record: string
  readonly item: ItemId
  readonly provider: string
  readonly subjectKind: SubjectKind
  readonly determinedOn: string
  readonly ongoing: boolean
  readonly concludedOn: string | null
  readonly validTo: string | null
  readonly seriousness: Seriousness | null
  readonly version: number
}
