/** The contract a caller names: one of its own agreements, or one of the three that need no document (design.md §1). */
import { type BuiltInId, builtInContract, builtInIds, type Consumer, type Contract } from '@xinqiao/contracts'
import type { LegalDate } from '@xinqiao/schema'
import type { RunningBundle } from '../bundle/running-bundle.ts'

const builtIn = new WeakMap<RunningBundle, Map<string, Contract>>()

/** `undefined` for an unknown and for a foreign contract alike. */
export function contractOf(
  running: RunningBundle,
  id: string,
  consumer: Consumer | null,
  today: LegalDate,
): Contract | undefined {
  const named = builtInIds.find((one) => one === id)
  if (named !== undefined) return builtInOf(running, named, consumer)
  return consumer === null ? undefined : running.register.find(id, consumer.id, today)
}

/** Made once a bundle and body: caches of later rooms hang on the contract's identity. */
function builtInOf(running: RunningBundle, id: BuiltInId, consumer: Consumer | null): Contract {
  const contracts = builtIn.get(running) ?? new Map<string, Contract>()
  builtIn.set(running, contracts)
  const provider = id === 'duty' ? providerOf(running, consumer) : undefined
  const owner = provider === undefined || consumer === null ? undefined : { consumer: consumer.id, provider }
  const name = `${id} ${owner?.consumer ?? ''}`
  const contract = contracts.get(name) ?? builtInContract(id, running.catalog, owner)
  contracts.set(name, contract)
  return contract
}

/** The provider a body is, for its officials' `duty`. */
function providerOf(running: RunningBundle, consumer: Consumer | null): string | undefined {
  if (consumer?.kind !== 'agency') return undefined
  return running.bundle.agencies.find((agency) => agency.body === consumer.body)?.id
}
