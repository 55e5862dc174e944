/** The three contracts that need no document (design.md §1). */
import type { Contract, ContractItem } from './contract.ts'

export const builtInIds = ['public', 'self', 'duty'] as const
export type BuiltInId = (typeof builtInIds)[number]

/** Which built-in contract this is; `undefined` for one that was agreed. */
export function builtInId(contract: Contract): BuiltInId | undefined {
  return contract.kind === 'built_in' ? builtInIds.find((id) => id === contract.id) : undefined
}

const itemsByContract = new WeakMap<Contract, ReadonlyMap<string, ContractItem>>()

/** What the contract says of an item; built once for each contract value. */
export function itemInContract(contract: Contract, item: string): ContractItem | undefined {
  let items = itemsByContract.get(contract)
  if (items === undefined) {
    items = new Map(contract.items.map((one) => [one.id, one]))
    itemsByContract.set(contract, items)
  }
  return items.get(item)
}
