/** Judges a supposed case with the very functions that decide requests and items (D17): nothing is asked of any agency. */
import {
  type Consumer,
  type Contract,
  ContractRegister,
  isOfAnotherProvince,
  judgeField,
  judgeItem,
  judgeRequest,
  needsConsent,
  type Refusal,
  refusal,
} from '@xinqiao/contracts'
import { type Catalog, dataStandards, type LegalDate, type SubjectKind } from '@xinqiao/schema'
import type { FoundHub } from '../hub/find-hub.ts'
import { type ContractView, contractOf } from '../hub/registry-reads.ts'
import type { CaseDuty } from '../texts/case.ts'

/** A supposed case. */
export interface CaseQuestion {
  readonly contract: Contract
  readonly consumer: Consumer
  readonly catalog: Catalog
  readonly recognised: boolean
  readonly item: string
  readonly purpose: string
  readonly subjectKind: SubjectKind
  readonly on: LegalDate
}

/** What the hub would say, and what it would still oblige to. */
export type CaseAnswer = Refusal | { readonly kind: 'permit'; readonly duties: readonly CaseDuty[] }

/** Case, official and quota are supposed to be in order; they come back as duties. */
export function judgeCase(question: CaseQuestion): CaseAnswer {
  const { contract, consumer, catalog, item, purpose, subjectKind, on } = question
  const request = judgeRequest({
    asker: { kind: 'consumer', consumer },
    contract,
    recognised: question.recognised,
    purpose,
    case: 'supposed',
    official: 'task:explain',
    today: on,
    requestsLeft: 1,
  })
  if (request.kind === 'refusal') return request
  const subject = subjectKind === 'natural_person' ? 'person' : 'organization'
  const judged = judgeItem({ item, catalog, contract, subject, consent: 'later' })
  if (judged.kind === 'refusal') return judged
  const listed = catalog.items.get(item)
  const open = listed?.subjects.includes(subjectKind) === true && contract.subjects.includes(subjectKind)
  if (listed === undefined || !open) return refusal('NOT_IN_CATALOG', 'REG-2.1', item)
  const duties: CaseDuty[] = []
  if (contract.caseRequired) duties.push({ kind: 'case' })
  if (needsConsent(listed, contract.channel, subjectKind)) duties.push({ kind: 'consent' })
  const { masked, refused } = fieldsOf(question)
  if (masked.length > 0) duties.push({ kind: 'mask', fields: masked })
  if (refused.length > 0) duties.push({ kind: 'without', fields: refused })
  duties.push({ kind: 'period', rule: listed.period })
  duties.push({ kind: 'quota', ...contract.quota })
  duties.push({ kind: 'retention', days: contract.obligations.retentionDays })
  return { kind: 'permit', duties }
}

/** Fields of the item that come masked, and fields that do not come at all. */
function fieldsOf({ contract, catalog, item }: CaseQuestion): {
  readonly masked: readonly string[]
  readonly refused: readonly string[]
} {
  const standards = dataStandards()
  const names = (standards.get(item)?.fields ?? []).flatMap(({ name, type }) =>
    type === 'person' ? [name, `${name}.documentNumber`] : [name],
  )
  const decisions = names.map((field) => ({
    field,
    decision: judgeField({ item, field, catalog, standards, contract }),
  }))
  return {
    masked: decisions.flatMap(({ decision }) =>
      decision.kind === 'permit' ? decision.duties.flatMap((duty) => (duty.kind === 'mask' ? duty.fields : [])) : [],
    ),
    refused: decisions.flatMap(({ field, decision }) => (decision.kind === 'refusal' ? [field] : [])),
  }
}

/** A consumer of another province needs a recognition agreement in force (REG-10). */
export async function recognitionHolds(
  hub: FoundHub,
  consumer: Consumer,
  views: readonly ContractView[],
  on: LegalDate,
): Promise<boolean> {
  if (!isOfAnotherProvince(consumer)) return true
  const ids = views.filter((view) => view.kind === 'recognition' && view.consumer === consumer.id).map(({ id }) => id)
  const contracts = await Promise.all([...new Set(ids)].map((id) => contractOf(hub, id)))
  return new ContractRegister(contracts).recognises(consumer.id, on)
}
