/** REG-11.1a, D12, D17(6): only what the catalog in force holds is credit information. */
import { type Refusal, refusal } from '../decision/decision.ts'
import type { ItemQuestion } from '../decision/questions.ts'

export function listedInCatalog({ item, catalog }: ItemQuestion): Refusal | null {
  return catalog.items.has(item) ? null : refusal('NOT_IN_CATALOG', 'REG-11.1a', item)
}
