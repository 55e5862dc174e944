/** REG-16.2b, D17(1): the caller is known; a subject is verified and asks for itself. */
import { builtInId } from '../contract/built-in-ids.ts'
import { type Refusal, refusal } from '../decision/decision.ts'
import type { RequestQuestion } from '../decision/questions.ts'

/** Only `public` is open to nobody in particular; `self` stands on the verified identity of its one subject. */
export function callerIdentified(question: RequestQuestion): Refusal | null {
  const { asker, contract, subjects = [] } = question
  const named = contract === undefined ? undefined : builtInId(contract)
  if (asker.kind === 'unknown') return refusal('UNAUTHENTICATED', 'STD-OAUTH')
  if (asker.kind === 'anonymous') return named === 'public' ? null : refusal('UNAUTHENTICATED', 'STD-OAUTH')
  if (asker.kind === 'consumer') return named === 'self' ? refusal('IDENTITY_NOT_VERIFIED', 'REG-16.2b') : null
  if (named === 'public') return null
  const foreign = subjects.some((key) => key !== asker.subject.key)
  return asker.verified && !foreign ? null : refusal('IDENTITY_NOT_VERIFIED', 'REG-16.2b')
}
