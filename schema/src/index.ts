/** The short named list of the package: the law and the graph as data, and the pure functions over them. */

// law

export { type Finding, SchemaError, type SchemaErrorCode } from './errors.ts'
export { type Article, type ArticleId, allArticles, article } from './law/articles.ts'
export { allCodes, codeEntry, isCode } from './law/code-entry.ts'
export { duties, type LegalDuty } from './law/duties.ts'
export type {
  AnyCode,
  CodeEntry,
  FailureCode,
  FindingCode,
  RefusalCode,
  SchemaFindingCode,
} from './law/refusal-code.ts'
export { auditPseudonym, type PseudonymKind } from './subject/audit-pseudonym.ts'
export { type CitizenNumberReading, citizenCheckDigit, parseCitizenNumber } from './subject/citizen-number.ts'
export { type Division, division, divisions, hainanTenants, isDivision } from './subject/divisions.ts'
export { type DocumentKind, type DocumentReading, documentKinds, parseDocument } from './subject/document.ts'
export { maskName, maskNumber } from './subject/masking.ts'
export { personRef } from './subject/person-ref.ts'
export { divisionOfUscc, organisationCheckDigit, parseUscc, type UsccReading, usccCheckDigit } from './subject/uscc.ts'
export { type CalendarYear, calendar2026, readCalendar } from './time/calendar.ts'
export type { Clock, LegalDate } from './time/clock.ts'
export { addDays, addDuration, addMonths, addYears } from './time/date-arithmetic.ts'
export { compareDates, legalDateOf, parseLegalDate, startOfLegalDateMs } from './time/legal-date.ts'
export { addLegalMonths, type LegalMonth, legalMonthOf, parseLegalMonth } from './time/legal-month.ts'
export { dueDate, isLate, type LegalTerm, legalTermDays, publishedActKinds } from './time/legal-terms.ts'
export { fixedClock, readClock } from './time/read-clock.ts'
export { type WorkingDays, workingDays } from './time/working-days.ts'

// catalog

export type {
  ActKind,
  Catalog,
  CatalogItem,
  CatalogMeta,
  Channel,
  Collection,
  ConsentOnlyEntry,
  CreditClass,
  DenyEntry,
  GradedCap,
  ItemId,
  PeriodRule,
  PeriodRuleId,
  Polarity,
  ProviderId,
  Sensitivity,
  SubjectKind,
} from './catalog/catalog-item.ts'
export { findConsentOnly, findProhibited } from './catalog/deny-words.ts'
export { coverageOfFields, itemOf, itemsOfProvider, personalItems } from './catalog/look-up.ts'
export { provincialCatalog } from './catalog/provincial-catalog.ts'
export { isApproved, readCatalog } from './catalog/read-catalog.ts'
export { checkFormat, type FormatFinding } from './formats/check-format.ts'
export type { FormatName } from './formats/format-schemas.ts'
export { readYaml, type YamlFile } from './formats/read-yaml.ts'
export { agencySdl } from './graph/agency-sdl.ts'
export { type Audience, type CoordinateMap, coordinatesOf } from './graph/coordinates.ts'
export { hubSubgraphSdl } from './graph/hub-subgraph.ts'
export { linkedName } from './graph/linked-name.ts'
export {
  connectionName,
  placeField,
  providerTypeName,
  type SubjectTypeName,
  subjectTypeNames,
  typeName,
} from './graph/names.ts'
export type {
  ArisingFrom,
  BasisDocument,
  IncomingRecord,
  RecordFacts,
  RecordSubject,
  Secrecy,
  Seriousness,
} from './record/credit-record.ts'
export type {
  DataStandard,
  DataStandards,
  OrganizationValue,
  PayloadField,
  PayloadType,
  PersonValue,
} from './record/data-standard.ts'
export { dataStandards, standardsDocument } from './record/data-standards.ts'
export type { PayloadFinding, PayloadProblem } from './record/payload-finding.ts'
export { readDataStandards } from './record/read-data-standards.ts'
export { parseRecordId, type RecordIdParts, recordId } from './record/record-id.ts'
export type { Standing, StandingRow } from './record/standing.ts'
export { validatePayload } from './record/validate-payload.ts'

// wire

export {
  type AccessToken,
  type AccessTokenToSign,
  type IssuerTrust,
  signAccessToken,
  verifyAccessToken,
} from './wire/access-token.ts'
export {
  type AnswerToSign,
  demandAnswerDigest,
  openAnswer,
  type ReceivedAnswer,
  signAnswer,
  type UncheckedAnswer,
  type VerifiedAnswer,
  verifyAnswer,
} from './wire/answer-signature.ts'
export { type AnswerSource, type AnswerStatement, openStatement, signStatement } from './wire/answer-statement.ts'
export type { AuthorizationDetail, CreditSubjectClaim } from './wire/authorization-detail.ts'
export {
  signClientAssertion,
  type VerifyClientAssertionOptions,
  verifyClientAssertion,
} from './wire/client-assertion.ts'
export { contentDigest, digestField, StreamingDigest } from './wire/content-digest.ts'
export {
  accessTokenHash,
  type OpenedProof,
  openDpopProof,
  rememberProof,
  type ShownProof,
  signDpopProof,
  type VerifyDpopProofOptions,
  verifyDpopProof,
} from './wire/dpop-proof.ts'
export { FailureBudget, type FailureBudgetOptions } from './wire/failure-budget.ts'
export {
  type AnsweredRequest,
  announcedKey,
  type FetchContext,
  type FetchToSign,
  type ReceivedRequest,
  signFetch,
  type VerifiedFetch,
  type VerifyFetchOptions,
  verifyFetch,
} from './wire/fetch-signature.ts'
export {
  type PreparedContext,
  prepareContext,
  prepareItems,
  type SignedFetch,
  signPrepared,
} from './wire/fetch-signer.ts'
export { deriveHourlyKey, type HourlyKeyId, HourlyKeys, hourHolds, hourOf, readHourlyKeyId } from './wire/hourly-key.ts'
export {
  announcedIngestKey,
  type IngestTag,
  type IngestToSign,
  signIngest,
  type VerifiedIngest,
  type VerifyIngestOptions,
  verifyIngest,
} from './wire/ingest-signature.ts'
export { createJwksSource, fixedJwks, type JwksSource, type JwksSourceOptions } from './wire/jwks-source.ts'
export type { MessageHeaders } from './wire/message-signature.ts'
export {
  type MonthKeyPair,
  MonthKeyQuestion,
  monthKeysPurpose,
  readMonthKeys,
  writeMonthKeys,
} from './wire/month-keys.ts'
export { NonceStore, type ReplayAnswer, type ReplayStore } from './wire/nonce-store.ts'
export { type SealedAnswer, SealedAsking, type SealedParties, sealAnswer } from './wire/sealed-answer.ts'
export {
  importSigningKey,
  importVerifyKey,
  type Jwk,
  type SignatureAlgorithm,
  type SignatureKey,
} from './wire/signature-key.ts'
export { TokenError, type TokenErrorReason } from './wire/token-error.ts'
export { generateKeyPairJwk, jwkThumbprint, signDocument, verifyDocument } from './wire/tokens.ts'
export { VerifiedTokens } from './wire/verified-tokens.ts'
export { WireError, type WireErrorCode } from './wire/wire-error.ts'
