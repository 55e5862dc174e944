/** What the registry shows to its operator: contracts and consumers. */
import type { Consumer, Contract } from '@xinqiao/contracts'
import { asObject } from '../output/profile.ts'
import { ownError } from '../texts/lessons.ts'
import type { FoundHub } from './find-hub.ts'
import { readJsonKey } from './read-key.ts'
import { getSigned } from './signed-request.ts'

/** One line of the contract list. */
export interface ContractView {
  readonly id: string
  readonly version: number
  readonly kind: string
  readonly consumer: string
  readonly channel: string
  readonly purposes: readonly string[]
  readonly items: readonly string[]
  readonly term: { readonly from: string; readonly to: string }
  readonly state: string
}

/** Every contract and version. */
export async function contractViews(hub: FoundHub): Promise<readonly ContractView[]> {
  return members<ContractView>(await get(hub, '/contracts'), 'contracts')
}

/**
 * The last version of one contract.
 * @throws CliError `CONTRACT_UNKNOWN` (exit 2), with the ids there are.
 */
export async function contractOf(hub: FoundHub, id: string): Promise<Contract> {
  const views = await contractViews(hub)
  if (!views.some((view) => view.id === id))
    throw ownError('CONTRACT_UNKNOWN', [...new Set(views.map((view) => view.id))].join(', '))
  const contract = asObject(await get(hub, `/contracts/${encodeURIComponent(id)}`))['contract']
  if (!isContract(contract)) throw ownError('HUB_ANSWERED_WITH_AN_ERROR')
  return contract
}

/** A consumer with its channels and region. */
export async function consumerOf(hub: FoundHub, id: string): Promise<Consumer> {
  const found = members<Consumer>(await get(hub, '/consumers'), 'consumers').find((one) => one.id === id)
  if (found === undefined) throw ownError('HUB_ANSWERED_WITH_AN_ERROR')
  return found
}

async function get(hub: FoundHub, path: string): Promise<unknown> {
  return getSigned(`${hub.registry}${path}`, readJsonKey(hub.operatorKey))
}

function members<T extends { readonly id: string }>(answer: unknown, name: string): readonly T[] {
  const list = asObject(answer)[name]
  if (!Array.isArray(list)) throw ownError('HUB_ANSWERED_WITH_AN_ERROR')
  return list.filter((one): one is T => typeof asObject(one)['id'] === 'string')
}

function isContract(value: unknown): value is Contract {
  const { id, items, purposes, subjects, term, quota } = asObject(value)
  return (
    typeof id === 'string' &&
    [items, purposes, subjects].every(Array.isArray) &&
    [term, quota].every((one) => typeof one === 'object' && one !== null)
  )
}
