/** REG-16.2, GUI-18c, D17(3): the contract is the caller's own and in force today; unknown, foreign and ended read alike. */
import { contractInForce } from '../contract/in-force.ts'
import { type Refusal, refusal } from '../decision/decision.ts'
import type { RequestQuestion } from '../decision/questions.ts'
import { ownContract } from './own-contract.ts'

export function contractIsInForce({ asker, contract, today }: RequestQuestion): Refusal | null {
  const own = ownContract(asker, contract)
  if (own !== undefined && contractInForce(own, today)) return null
  return refusal('CONTRACT_INACTIVE', 'REG-16.2')
}
