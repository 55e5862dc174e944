/** `POST /quota-leases`: a portion of a contract's day, within what the contract grants. */
import { builtInContract, type Contract } from '@xinqiao/contracts'
import { type Clock, parseLegalDate } from '@xinqiao/schema'
import { RegistryError } from '../errors.ts'
import { leaseDayMax } from '../limits.ts'
import { rulesOf } from '../release/rules-of.ts'
import type { RegistryState } from '../state.ts'
import type { Store } from '../store/open-store.ts'
import { grantLease, type LeaseRequest } from './lease.ts'

/** What is left of the day for this portion; 0 when the day is used up, or the contract unknown. */
export async function leaseQuota(
  body: Readonly<Record<string, unknown>>,
  state: RegistryState,
  parts: { readonly store: Store; readonly clock: Clock },
): Promise<number> {
  const asked = readLease(body)
  const contract = contractOf(asked.contract, state)
  if (contract === undefined) return 0
  const { requestsPerDay, subjectsPerDay } = contract.quota
  return grantLease(
    parts.store,
    asked,
    Math.min(asked.kind === 'requests' ? requestsPerDay : subjectsPerDay, leaseDayMax),
  )
}

function contractOf(id: string, state: RegistryState): Contract | undefined {
  const { catalog } = rulesOf(state)
  if (id === 'public' || id === 'self' || id === 'duty')
    return catalog === null ? undefined : builtInContract(id, catalog)
  return [...state.contracts.values()].find((contract) => contract.id === id && contract.state === 'active')
}

function readLease({ contract, day, kind, portion }: Readonly<Record<string, unknown>>): LeaseRequest {
  const known = kind === 'requests' || kind === 'subjects' ? kind : undefined
  if (
    typeof contract !== 'string' ||
    typeof day !== 'string' ||
    parseLegalDate(day) === undefined ||
    known === undefined ||
    !Number.isSafeInteger(portion) ||
    Number(portion) < 1
  ) {
    throw new RegistryError('REQUEST_INVALID', 400, 'Expected {contract, day, kind: requests|subjects, portion}.')
  }
  return { contract, day, kind: known, portion: Number(portion) }
}
