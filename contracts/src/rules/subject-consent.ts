/** REG-16.2b, REG-14.2, REG-14.3, D17(9), D18: what may not be public needs the subject's written authorization. */
import type { CatalogItem, Channel, SubjectKind } from '@xinqiao/schema'
import type { ConsentState } from '../consent/consent.ts'
import { builtInId } from '../contract/built-in-ids.ts'
import { type Refusal, refusal } from '../decision/decision.ts'
import type { ItemQuestion } from '../decision/questions.ts'

/**
 * Whether an item needs the subject's consent on a channel. What is open to public announcement never does (D18);
 * the consent kinds always do, for natural persons (REG-14.2, REG-14.3, D11); the rest does on authorized inquiry (REG-16.2b).
 */
export function needsConsent(item: CatalogItem, channel: Channel, subjectKind?: SubjectKind): boolean {
  if (item.channels.includes('public_announcement')) return false
  if (channel === 'authorized_inquiry') return true
  return item.collection !== 'normal' && (subjectKind ?? 'natural_person') === 'natural_person'
}

const codes = {
  none: ['CONSENT_REQUIRED', 'REG-16.2b'],
  withdrawn: ['CONSENT_REVOKED', 'REG-28.2b'],
  expired: ['CONSENT_EXPIRED', 'REG-16.2b'],
  scope: ['CONSENT_SCOPE', 'REG-14.3b'],
} as const satisfies Record<Exclude<ConsentState, 'covered'>, readonly [string, string]>

/** A subject needs no authorization for its own records, nor a body for those it keeps itself. */
export function subjectConsent({ item, catalog, contract, consent }: ItemQuestion): Refusal | null {
  const listed = catalog.items.get(item)
  const named = builtInId(contract)
  if (listed === undefined || named === 'self' || named === 'duty') return null
  if (consent === 'covered' || consent === 'later' || !needsConsent(listed, contract.channel)) return null
  return refusal(codes[consent][0], codes[consent][1], item)
}
