/** Every code the hub answers with: refusals of the law, failures of a part, findings of a schema check (faults.md, "Codes"). */
import type { ArticleId } from './articles.ts'

/** Refuses a whole request (D17, steps 1–5b). */
export type RequestRefusalCode =
  | 'UNAUTHENTICATED'
  | 'CHANNEL_NOT_ALLOWED'
  | 'CONTRACT_INACTIVE'
  | 'RECOGNITION_MISSING'
  | 'PURPOSE_MISMATCH'
  | 'CASE_REQUIRED'
  | 'QUOTA_EXCEEDED'
  | 'IDENTITY_NOT_VERIFIED'
  | 'OPERATION_NOT_REGISTERED'
  | 'SUBJECT_ID_INVALID'

/** Refuses one field or item and leaves the others (D17, steps 6–9; D9). */
export type ItemRefusalCode =
  | 'NOT_IN_CATALOG'
  | 'ITEM_NOT_IN_CONTRACT'
  | 'CONSENT_REQUIRED'
  | 'CONSENT_REVOKED'
  | 'CONSENT_EXPIRED'
  | 'CONSENT_SCOPE'
  | 'NOT_FOUND'

/** Refuses one record at the ingest door. */
export type IngestRefusalCode =
  | 'RECORD_INVALID'
  | 'NOT_PROVIDER'
  | 'PROHIBITED_CATEGORY'
  | 'BASIS_DOCUMENT_MISSING'
  | 'LEGAL_BASIS_MISSING'
  | 'VERSION_CONFLICT'

/** Refuses an act of the registry or of the credit office. */
export type OfficeRefusalCode =
  | 'DESIGNATION_INCOMPLETE'
  | 'MEASURE_NOT_LISTED'
  | 'MEASURE_DISPROPORTIONATE'
  | 'PLEDGE_BARRED'
  | 'REPORT_ENTITLEMENT_USED'
  | 'EXTENSION_LIMIT'
  | 'TOO_EARLY'
  | 'CONSENT_INCOMPLETE'
  | 'CALENDAR_YEAR_MISSING'
  | 'FOUR_EYES_REQUIRED'
  | 'CHANGED_MEANWHILE'

/** What the law decided: a value, never thrown. */
export type RefusalCode = RequestRefusalCode | ItemRefusalCode | IngestRefusalCode | OfficeRefusalCode

/** A part broke and one field, agency or item misses it; also what ends a process at its start. */
export type PartFailureCode =
  | 'SUBGRAPH_UNAVAILABLE'
  | 'SUBGRAPH_TIMEOUT'
  | 'SUBGRAPH_INVALID_ANSWER'
  | 'FACTS_STALE'
  | 'FEED_CURSOR_TOO_OLD'
  | 'CONFIG_INVALID'
  | 'AUDIT_DAMAGED'

/** The request cannot be read or carried out as a whole. */
export type RequestFailureCode =
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'BAD_USER_INPUT'
  | 'OPERATION_TOO_LARGE'
  | 'PLAN_TIMEOUT'
  | 'OVERLOADED'
  | 'AUDIT_UNAVAILABLE'
  | 'BUNDLE_EXPIRED'

/** A part broke. */
export type FailureCode = PartFailureCode | RequestFailureCode

/** Found by a schema check only; it also answers `NOT_IN_CATALOG`, `NOT_PROVIDER` and `PROHIBITED_CATEGORY`. */
export type SchemaFindingCode =
  | 'FIELD_UNTAGGED'
  | 'CONSENT_ONLY_CATEGORY'
  | 'DIRECTIVE_RENAMED'
  | 'REQUIRES_WIDENS'
  | 'COMPOSITION_FAILED'
  | 'CONTRACT_LOSES_FIELD'
  | 'ENDPOINT_NOT_ALLOWED'

/** Every code a schema check may give. */
export type FindingCode = SchemaFindingCode | 'NOT_IN_CATALOG' | 'NOT_PROVIDER' | 'PROHIBITED_CATEGORY'

export type AnyCode = RefusalCode | FailureCode | SchemaFindingCode

/** The texts of a code. They are complete sentences: nothing is ever interpolated (trust.md §8). */
export interface CodeText {
  /** What was decided or what broke, Chinese and English. */
  readonly zh: string
  readonly en: string
  /** The article or standard it rests on. */
  readonly article: ArticleId
  /** What the caller can do next, Chinese and English. */
  readonly nextZh: string
  readonly nextEn: string
  /** Status of the answer when the code stands for all of it; 200 where it stands for one field or line; 0 for a process that ends. */
  readonly httpStatus: 0 | 200 | 400 | 401 | 403 | 409 | 410 | 422 | 429 | 503
}

export interface CodeEntry extends CodeText {
  readonly code: AnyCode
}
