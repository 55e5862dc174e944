/** The contracts the hub runs on, found by (consumer, contract, channel, purpose, moment). */
import type { Channel, LegalDate } from '@xinqiao/schema'
import type { Contract } from './contract.ts'
import { contractInForce } from './in-force.ts'

/** What is known of a request when its contract is looked for by its circumstances. */
export interface ContractSearch {
  readonly consumer: string
  readonly channel: Channel
  readonly purpose: string
  readonly on: LegalDate
}

/** Immutable; a new bundle brings a new register. */
export class ContractRegister {
  readonly #byConsumer: ReadonlyMap<string, readonly Contract[]>

  constructor(contracts: readonly Contract[]) {
    const groups = new Map<string, Contract[]>()
    for (const contract of contracts) {
      const group = groups.get(contract.consumer)
      if (group === undefined) groups.set(contract.consumer, [contract])
      else group.push(contract)
    }
    for (const group of groups.values()) group.sort((one, other) => other.version - one.version)
    this.#byConsumer = groups
  }

  /**
   * The contract of this id, when it is this consumer's. Of several versions the one in force on the day, else the latest.
   * An unknown and a foreign id are both `undefined`.
   */
  find(id: string, consumer: string, on?: LegalDate): Contract | undefined {
    const versions = this.of(consumer).filter((contract) => contract.id === id)
    if (on === undefined) return versions.find((contract) => contract.state === 'active') ?? versions[0]
    return versions.find((contract) => contractInForce(contract, on)) ?? versions[0]
  }

  /** Contracts in force for these circumstances, by id. */
  search({ consumer, channel, purpose, on }: ContractSearch): readonly Contract[] {
    return this.of(consumer)
      .filter((contract) => contract.channel === channel && contract.purposes.includes(purpose))
      .filter((contract) => contractInForce(contract, on))
  }

  /** Whether an agreement of recognition with this consumer is in force (REG-10). */
  recognises(consumer: string, on: LegalDate): boolean {
    return this.of(consumer).some((contract) => contract.kind === 'recognition' && contractInForce(contract, on))
  }

  /** All contracts of a consumer, later versions first. */
  of(consumer: string): readonly Contract[] {
    return this.#byConsumer.get(consumer) ?? []
  }
}
