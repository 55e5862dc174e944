/** REG-16.2b: a record reached without naming its subject is judged by that subject's consent all the same. */
import { builtInId } from '../contract/built-in-ids.ts'
import type { WithheldReason } from '../decision/decision.ts'
import type { RowQuestion } from '../decision/questions.ts'
import { needsConsent } from './subject-consent.ts'

export function consentedRecord({ record, catalog, contract, consent }: RowQuestion): WithheldReason | null {
  const item = catalog.items.get(record.item)
  const named = builtInId(contract)
  if (consent === undefined || consent === 'covered' || item === undefined) return null
  if (named === 'self' || named === 'duty') return null
  return needsConsent(item, contract.channel) ? 'consent' : null
}
