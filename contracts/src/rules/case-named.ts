/** REG-26.2a, D17(5): case and acting official are named where the contract asks for them; public-affairs sharing always does. */
import { builtInId } from '../contract/built-in-ids.ts'
import type { Contract } from '../contract/contract.ts'
import { type Refusal, refusal } from '../decision/decision.ts'
import type { RequestQuestion } from '../decision/questions.ts'

/** A subject asking for its own and the public name nobody. */
export function asksForCase(contract: Contract): boolean {
  const named = builtInId(contract)
  if (named === 'public' || named === 'self') return false
  return contract.caseRequired || contract.channel === 'public_affairs_sharing'
}

export function caseNamed({ contract, case: caseNumber, official }: RequestQuestion): Refusal | null {
  if (contract === undefined || !asksForCase(contract)) return null
  const isNamed = isGiven(caseNumber) && isGiven(official)
  return isNamed ? null : refusal('CASE_REQUIRED', 'REG-26.2a')
}

function isGiven(text: string | null): boolean {
  return text !== null && text.trim() !== ''
}
