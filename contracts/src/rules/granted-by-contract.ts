/** REG-16.2c, GUI-14b, D17(8): the contract names the item, for this kind of subject. */
import { itemInContract } from '../contract/built-in-ids.ts'
import { type Refusal, refusal } from '../decision/decision.ts'
import type { ItemQuestion } from '../decision/questions.ts'
import { possibleKinds } from './open-to-subject-kind.ts'

export function grantedByContract({ item, contract, subject }: ItemQuestion): Refusal | null {
  const isNamed = itemInContract(contract, item) !== undefined
  const isForSubject = possibleKinds(subject).some((kind) => contract.subjects.includes(kind))
  return isNamed && isForSubject ? null : refusal('ITEM_NOT_IN_CONTRACT', 'REG-16.2c', item)
}
