/** REG-14.2, REG-14.3, REG-16.2b, REG-28.2: whether the consents of a subject cover one grantee, item, use and day. */
import { compareDates, type ItemId, type LegalDate } from '@xinqiao/schema'
import type { Consent, ConsentAnswer, ConsentState } from './consent.ts'

export interface CoverageQuestion {
  readonly grantee: string
  /** Key of the subject: a unified social credit code or a `ref`. */
  readonly subject: string
  readonly item: ItemId
  readonly use: string
  readonly on: LegalDate
}

/**
 * One consent that covers is enough. Else the answer tells of the consent made for this item and use, before any other:
 * whoever withdrew it reads `withdrawn` even if another consent of the subject still runs.
 */
export function coverage(consents: readonly Consent[], question: CoverageQuestion): ConsentAnswer {
  const { subject, item } = question
  const judged = consents
    .filter((consent) => consent.subject.key === subject && consent.grantee === question.grantee)
    .filter((consent) => !consent.serviceConditional)
    .toSorted((one, other) => compareDates(other.validFrom, one.validFrom))
    .map((consent) => ({ consent, state: stateOf(consent, question) }))
  const covering = judged.find(({ state }) => state === 'covered')
  if (covering !== undefined) return { subject, item, state: 'covered', consent: covering.consent.id }
  const closest =
    judged.find(({ consent }) => isInScope(consent, question)) ??
    judged.find(({ state }) => state === 'scope') ??
    judged[0]
  return { subject, item, state: closest?.state ?? 'none', consent: null }
}

/** D17(9): withdrawn, then out of date, then outside its scope. A withdrawal counts at once, whatever its date says. */
function stateOf(consent: Consent, question: CoverageQuestion): ConsentState {
  if (consent.withdrawnAt !== null) return 'withdrawn'
  const isBegun = compareDates(consent.validFrom, question.on) <= 0
  if (!isBegun || compareDates(question.on, consent.validTo) > 0) return 'expired'
  return isInScope(consent, question) ? 'covered' : 'scope'
}

function isInScope(consent: Consent, { item, use }: CoverageQuestion): boolean {
  return consent.items.includes(item) && consent.uses.includes(use)
}
