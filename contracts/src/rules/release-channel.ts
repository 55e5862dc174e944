/** REG-16.1, REG-34(3), D17(7): an item leaves the hub only by the channels the catalog gives it. */
import type { CatalogItem } from '@xinqiao/schema'
import { builtInId } from '../contract/built-in-ids.ts'
import type { Contract } from '../contract/contract.ts'
import { type Refusal, refusal } from '../decision/decision.ts'
import type { ItemQuestion } from '../decision/questions.ts'

/** A verified subject reads its own records of every channel, a body its own; everyone else by the contract's channel. */
export function isReleasedTo(item: CatalogItem, contract: Contract): boolean {
  const named = builtInId(contract)
  if (named === 'self' || named === 'duty') return item.channels.length > 0
  return item.channels.includes(contract.channel)
}

export function releaseChannel({ item, catalog, contract }: ItemQuestion): Refusal | null {
  const listed = catalog.items.get(item)
  if (listed === undefined || isReleasedTo(listed, contract)) return null
  return refusal('CHANNEL_NOT_ALLOWED', 'REG-16.1', item)
}
