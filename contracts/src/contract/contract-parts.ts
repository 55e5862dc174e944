/** Parts of a contract document: term, quota, obligations, feed, approvals. */
import type { Place } from '../reading/document-reader.ts'
import type { Contract, ContractFeed } from './contract.ts'

export function readTerm(place: Place): Contract['term'] {
  place.keys(['from', 'to'])
  const term = { from: place.at('from').date(), to: place.at('to').date() }
  if (term.to < term.from) place.at('to').refuse('expected a day not before term.from')
  return term
}

export function readQuota(place: Place): Contract['quota'] {
  place.keys(['requestsPerDay', 'subjectsPerDay', 'subjectsPerRequest'])
  return {
    requestsPerDay: place.at('requestsPerDay').count(0),
    subjectsPerDay: place.at('subjectsPerDay').count(0),
    subjectsPerRequest: place.at('subjectsPerRequest').count(1),
  }
}

export function readObligations(place: Place): Contract['obligations'] {
  place.keys(['retentionDays', 'deletionReceipts'])
  return { retentionDays: place.at('retentionDays').count(0), deletionReceipts: place.at('deletionReceipts').flag() }
}

export function readFeed(place: Place, purposes: readonly string[]): ContractFeed | undefined {
  if (!place.isGiven) return undefined
  place.keys(['operation', 'purpose', 'payload', 'encrypt'])
  const purpose = place.at('purpose').text()
  if (purpose !== '' && !purposes.includes(purpose)) {
    place.at('purpose').refuse('expected a purpose of this contract', 'PURPOSE_MISMATCH')
  }
  return {
    operation: place.at('operation').text(),
    purpose,
    payload: place.at('payload').oneOf(['full', 'ids']),
    encrypt: place.at('encrypt').oneOf(['none', 'day-key']),
  }
}

export function readApprovals(place: Place): Contract['approvals'] {
  if (!place.isGiven) return []
  return place.list().map((one) => {
    one.keys(['by', 'on', 'person'])
    const person = one.at('person').textOr(undefined)
    return { by: one.at('by').text(), on: one.at('on').date(), ...(person === undefined ? {} : { person }) }
  })
}
