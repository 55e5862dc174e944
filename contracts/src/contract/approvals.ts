/** A contract binds when every provider concerned has approved it, and the provincial credit office by a second person. */
import type { Catalog } from '@xinqiao/schema'
import type { Place } from '../reading/document-reader.ts'
import type { Contract, ContractState } from './contract.ts'

const office = 'office'
/** States a contract cannot reach without its approvals. */
const approved: ReadonlySet<ContractState> = new Set(['active', 'suspended'])

/** Providers whose items the contract grants, in order of the items. */
export function providersConcerned(items: Contract['items'], catalog: Catalog): readonly string[] {
  const providers = items.map((item) => catalog.items.get(item.id)?.provider)
  return [...new Set(providers.filter((provider) => provider !== undefined))]
}

/** Notes each approval that is missing and each person that approved twice for the office. */
export function checkApprovals(place: Place, contract: Contract, catalog: Catalog): void {
  if (!approved.has(contract.state)) return
  const concerned = providersConcerned(contract.items, catalog)
  for (const provider of concerned.filter((one) => one !== office)) {
    if (!contract.approvals.some(({ by }) => by === provider)) {
      place.refuse(`the approval of ${provider}, provider of items of this contract, is missing`, 'CONTRACT_INACTIVE')
    }
  }
  const byOffice = contract.approvals.filter(({ by }) => by === office)
  const needed = concerned.includes(office) ? 2 : 1
  if (byOffice.length < needed) {
    const and = needed === 2 ? ', once as provider and once as the provincial credit office' : ''
    place.refuse(`the approval of the office is missing${and}`, 'CONTRACT_INACTIVE')
  }
  if (!byOffice.some(({ person }) => person !== undefined)) {
    place.refuse("the office's approval names the person who gave it", 'FOUR_EYES_REQUIRED')
  }
  const persons = byOffice.map(({ person }) => person).filter((person) => person !== undefined)
  if (new Set(persons).size < persons.length) {
    place.refuse('the office approves by a second person, not by the same one twice', 'FOUR_EYES_REQUIRED')
  }
}
