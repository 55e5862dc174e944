/** Why a fetch is made, in the fields its signature covers, and the key that vouches for it (trust.md §4). */
import type { BundleAgency } from '@xinqiao/contracts'
import { type FetchContext, type HourlyKeys, hourOf, importVerifyKey, type SignatureKey } from '@xinqiao/schema'
import type { Planned } from '../plan/planned.ts'

/** The gateway's own keys for fetches. */
export interface FetchKeys {
  /** Ed25519, for agencies that want each request provable to third parties. */
  readonly signing: SignatureKey
  readonly hourly: HourlyKeys
}

/** The key for this agency now, as its registration says. */
export function keyFor(keys: FetchKeys, agency: BundleAgency, nowSeconds: number): SignatureKey {
  return agency.fetchAuth === 'ed25519' ? keys.signing : keys.hourly.keyOf(agency.agreementKey, hourOf(nowSeconds))
}

const answerKeys = new WeakMap<BundleAgency, SignatureKey>()

/** The agency's key for its answers, imported once a bundle. */
export function answerKeyOf(agency: BundleAgency): SignatureKey {
  const key = answerKeys.get(agency) ?? importVerifyKey(agency.key)
  answerKeys.set(agency, key)
  return key
}

/** What the agency learns of the request: contract, purpose, case, official, items; no subject beyond the keys it is asked about. */
export function contextOf(from: Pick<Planned, 'contractVersion' | 'claims' | 'request'>): Omit<FetchContext, 'items'> {
  return {
    contract: from.contractVersion,
    purpose: from.claims.purpose ?? '',
    case: from.claims.case ?? '',
    official: from.claims.official?.ref ?? '',
    requestId: from.request.requestId,
  }
}
