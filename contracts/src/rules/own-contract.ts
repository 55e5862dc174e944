/** REG-16.2: a contract serves the party it was made with; a foreign one reads like an unknown one (D17). */
import { builtInId } from '../contract/built-in-ids.ts'
import type { Contract } from '../contract/contract.ts'
import type { Asker } from '../decision/questions.ts'

/** The contract, when it is the asker's to name; `public` is everybody's. */
export function ownContract(asker: Asker, contract: Contract | undefined): Contract | undefined {
  if (contract === undefined) return undefined
  const named = builtInId(contract)
  if (named === 'public') return contract
  if (asker.kind === 'subject') return named === 'self' ? contract : undefined
  if (asker.kind !== 'consumer' || named === 'self') return undefined
  return contract.consumer === asker.consumer.id ? contract : undefined
}
