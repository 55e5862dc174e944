/** The verified subject of a `self` token in normal form: a code, or a person's key; the number itself goes no further (PLAN-III.1a). */
import { type AuthorizationDetail, type LegalDate, parseDocument, parseUscc, personRef } from '@xinqiao/schema'
import type { CreditSubject } from './authenticated.ts'

/** `undefined` where the token names none, `invalid` where it names one that cannot be. */
export function creditSubject(
  claim: AuthorizationDetail['credit_subject'],
  refKey: Uint8Array,
  today: LegalDate,
): CreditSubject | 'invalid' | undefined {
  if (claim === undefined) return undefined
  if ('uscc' in claim) {
    const reading = parseUscc(claim.uscc)
    return reading.ok ? { kind: 'organization', key: reading.uscc } : 'invalid'
  }
  const reading = parseDocument(claim.document.kind, claim.document.number, today)
  return reading.ok ? { kind: 'person', key: personRef(refKey, reading.kind, reading.number) } : 'invalid'
}
