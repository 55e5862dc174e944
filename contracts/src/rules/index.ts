/** The rules, the table of contents of the law as code. Requests and items in the order of D17, rows in statute order. */
import type { Refusal, WithheldReason } from '../decision/decision.ts'
import type { ItemQuestion, RequestQuestion, RowQuestion } from '../decision/questions.ts'
import { agreedPurpose } from './agreed-purpose.ts'
import { callerIdentified } from './caller-identified.ts'
import { caseNamed } from './case-named.ts'
import { consentedRecord } from './consented-record.ts'
import { consumerChannel } from './consumer-channel.ts'
import { contractIsInForce } from './contract-in-force.ts'
import { currentVersion } from './current-version.ts'
import { disclosurePeriod } from './disclosure-period.ts'
import { divisionOfContract } from './division-of-contract.ts'
import { expiredStanding } from './expired-standing.ts'
import { grantedByContract } from './granted-by-contract.ts'
import { grownPerson } from './grown-person.ts'
import { knownSource } from './known-source.ts'
import { listedInCatalog } from './listed-in-catalog.ts'
import { openToSubjectKind } from './open-to-subject-kind.ts'
import { ownRecord } from './own-record.ts'
import { quota } from './quota.ts'
import { recognition } from './recognition.ts'
import { recordOfSubjectKind } from './record-of-subject-kind.ts'
import { releaseChannel } from './release-channel.ts'
import { restoredRecord } from './restored-record.ts'
import { revokedRecord } from './revoked-record.ts'
import { subjectConsent } from './subject-consent.ts'

/** D17, 1–5b: a refusal stands for the whole request. */
export const requestRules: readonly ((question: RequestQuestion) => Refusal | null)[] = [
  callerIdentified, // REG-16.2b, REG-26.2a
  consumerChannel, // REG-16.1
  contractIsInForce, // REG-16.2
  recognition, // REG-10
  agreedPurpose, // REG-16.2c
  caseNamed, // REG-26.2a
  quota, // OPI-XXIV.a
]

/** D17, 6–9: a refusal stands for one item. */
export const itemRules: readonly ((question: ItemQuestion) => Refusal | null)[] = [
  listedInCatalog, // REG-11.1a
  openToSubjectKind, // REG-2.1
  releaseChannel, // REG-16.1
  grantedByContract, // REG-16.2c
  subjectConsent, // REG-14.2, REG-14.3, REG-16.2b
]

/** A reason withholds one record, as if it did not exist (D9). */
export const rowRules: readonly ((question: RowQuestion) => WithheldReason | null)[] = [
  recordOfSubjectKind, // REG-2.1
  divisionOfContract, // REG-4.2
  knownSource, // REG-12a
  ownRecord, // REG-16.2b
  consentedRecord, // REG-14.2, REG-16.2b
  expiredStanding, // REG-27b
  disclosurePeriod, // REG-27
  currentVersion, // REG-29
  revokedRecord, // REG-31.2
  restoredRecord, // REG-32.3b
  grownPerson, // D15
]
