/** The short named list of the package: agreements, and the law as pure code. */

export type {
  Bundle,
  BundleAgency,
  BundleIssuer,
  CalendarDocument,
  FetchAuth,
  Jwk,
} from './bundle/bundle.ts'
export { type KeyList, type KeyUse, keysFor, type ListedKey, openKeyList, signKeyList } from './bundle/key-list.ts'
export { bundleDigest, type OpenBundleOptions, openBundle, signBundle } from './bundle/sign-bundle.ts'
export type { Consent, ConsentAnswer, ConsentState } from './consent/consent.ts'
export { type CoverageQuestion, coverage } from './consent/coverage.ts'
export { builtInContract, type DutyBody } from './contract/built-in.ts'
export { type BuiltInId, builtInId, builtInIds, itemInContract } from './contract/built-in-ids.ts'
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
export { ContractRegister, type ContractSearch } from './contract/register.ts'
export { judgeItem, judgeRequest, judgeRow } from './decision/decide.ts'
export {
  type Decision,
  type Duty,
  type Permit,
  permit,
  type Refusal,
  type RowDecision,
  refusal,
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
export { isOpenToSubject } from './rules/open-to-subject-kind.ts'
export { isOfAnotherProvince } from './rules/recognition.ts'
export { needsConsent } from './rules/subject-consent.ts'
