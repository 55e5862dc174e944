/** REG-16.2b: under `self` a verified subject reads its own records; the records of others are as if they did not exist. */
import { builtInId } from '../contract/built-in-ids.ts'
import type { WithheldReason } from '../decision/decision.ts'
import type { RowQuestion } from '../decision/questions.ts'

export function ownRecord({ contract, subject, ownKey }: RowQuestion): WithheldReason | null {
  if (builtInId(contract) !== 'self') return null
  return subject !== undefined && subject === ownKey ? null : 'not_own'
}
