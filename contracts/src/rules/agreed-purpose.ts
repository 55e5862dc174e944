/** REG-16.2c, D17(5): information is used only for a purpose the contract was made for. */
import { builtInId } from '../contract/built-in-ids.ts'
import { type Refusal, refusal } from '../decision/decision.ts'
import type { RequestQuestion } from '../decision/questions.ts'

/** Whoever reads what everybody may read, or a subject its own, states no purpose; a stated one must still be agreed. */
export function agreedPurpose({ contract, purpose }: RequestQuestion): Refusal | null {
  if (contract === undefined) return null
  const named = builtInId(contract)
  if (named === 'public') return null
  if (named === 'self' && purpose === null) return null
  return purpose !== null && contract.purposes.includes(purpose) ? null : refusal('PURPOSE_MISMATCH', 'REG-16.2c')
}
