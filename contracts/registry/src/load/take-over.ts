/** What a checked folder changes: consumers and contracts are added or replaced, nothing is taken away (data.md §1). */
import type { Consumer, Contract } from '@xinqiao/contracts'
import { compareDates, type LegalDate } from '@xinqiao/schema'
import { contractKey, type RegistryState, withEntries } from '../state.ts'

/** The part of a folder that the registry keeps. */
export interface FolderContent {
  readonly consumers: readonly Consumer[]
  readonly contracts: readonly Contract[]
  readonly files: ReadonlyMap<string, string>
  readonly catalogs: RegistryState['catalogs']
}

/** The state after the folder. */
export function takeOver(state: RegistryState, content: FolderContent, today: LegalDate): RegistryState {
  const contracts = content.contracts.reduce((all, contract) => withContract(all, contract, today), state.contracts)
  const consumers = withEntries(
    state.consumers,
    content.consumers.map((consumer) => [consumer.id, consumer]),
  )
  return { ...state, consumers, contracts, files: content.files, catalogs: content.catalogs }
}

/** A version that has begun supersedes those before it; one that begins later leaves them until its day. */
function withContract(
  contracts: ReadonlyMap<string, Contract>,
  contract: Contract,
  today: LegalDate,
): ReadonlyMap<string, Contract> {
  const result = new Map([...contracts, [contractKey(contract), contract]])
  const hasBegun = contract.state === 'active' && compareDates(contract.term.from, today) <= 0
  if (!hasBegun) return result
  for (const [key, other] of contracts) {
    const isFormer = other.id === contract.id && other.version < contract.version && other.state === 'active'
    if (isFormer) result.set(key, { ...other, state: 'ended', endReason: 'superseded' })
  }
  return result
}
