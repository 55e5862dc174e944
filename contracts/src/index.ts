/** The short named list of the package: agreements, and the law as pure code. */

export type {
  Bundle,
  BundleAgency,
  BundleIssuer,
  CalendarDocument,
  FetchAuth,
  Jwk,
  WitnessRule,
} from './bundle/bundle.ts'
export { type KeyList, type KeyUse, keysFor, type ListedKey, openKeyList, signKeyList } from './bundle/key-list.ts'
export { bundleDigest, type OpenBundleOptions, openBundle, signBundle } from './bundle/sign-bundle.ts'
export { type CatalogDifference, compareCatalogs } from './catalog/compare-catalogs.ts'
export { applyOverlay, type CatalogOverlay, checkOverlay, type OverlayFinding } from './catalog/overlay.ts'
export type { Consent, ConsentAnswer, ConsentState } from './consent/consent.ts'
export { type CoverageQuestion, coverage } from './consent/coverage.ts'
export { type ConsentsContext, noticeElements, parseConsents } from './consent/parse-consents.ts'
export { providersConcerned } from './contract/approvals.ts'
export { builtInContract, type DutyBody } from './contract/built-in.ts'
export { type BuiltInId, builtInId, builtInIds, itemInContract } from './contract/built-in-ids.ts'
export { type ContractDifference, compareContracts } from './contract/compare-contracts.ts'
export type {
  Consumer,
  ConsumerClient,
  ConsumerKind,
  Contract,
  ContractApproval,
  ContractFeed,
  ContractItem,
  ContractKind,
  ContractState,
  EndReason,
} from './contract/contract.ts'
export { contractInForce } from './contract/in-force.ts'
export { type ConsumersContext, parseConsumers } from './contract/parse-consumers.ts'
export { type ContractContext, parseContract } from './contract/parse-contract.ts'
export { ContractRegister, type ContractSearch } from './contract/register.ts'
export { type ContractWarning, contractWarnings } from './contract/warnings.ts'
export { judgeItem, judgeRequest, judgeRow, judgeRowToday } from './decision/decide.ts'
export {
  type Decision,
  type Duty,
  type Permit,
  permit,
  type Refusal,
  type RowDecision,
  refusal,
  type TodaysRowDecision,
  type WithheldReason,
} from './decision/decision.ts'
export { judgeField } from './decision/judge-field.ts'
export type {
  Asker,
  FieldQuestion,
  ItemQuestion,
  RequestQuestion,
  RowQuestion,
  SubjectKey,
} from './decision/questions.ts'
export { BundleError, type BundleErrorCode, ContractError, type DocumentFinding } from './errors.ts'
export { checkFolder, type FolderContext, type FolderFindings } from './folder/check-folder.ts'
export type { FolderFinding } from './folder/folder-reading.ts'
export { type HubFile, parseHubFile, parseStaff, type StaffMember } from './folder/parse-hub-file.ts'
export { isOpenToSubject } from './rules/open-to-subject-kind.ts'
export { isOfAnotherProvince } from './rules/recognition.ts'
export { needsConsent } from './rules/subject-consent.ts'
export { checkSubgraphSdl, type SubgraphToCheck } from './schema-checks/check-subgraph-sdl.ts'
export type { SchemaFinding } from './schema-checks/schema-finding.ts'
export { parseStandings, type StandingDecision, type StandingsContext } from './standings/parse-standings.ts'
