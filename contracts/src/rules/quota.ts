/** OPI-XXIV.a, D17(5b): the contract's requests of the day are not used up. */
import { type Refusal, refusal } from '../decision/decision.ts'
import type { RequestQuestion } from '../decision/questions.ts'

export function quota({ requestsLeft }: RequestQuestion): Refusal | null {
  return requestsLeft > 0 ? null : refusal('QUOTA_EXCEEDED', 'OPI-XXIV.a')
}
