/** Keys of the line to an agency: the one that vouches for a fetch, the one its answer is checked by (trust.md §4). */
import type { BundleAgency } from '@xinqiao/contracts'
import { type HourlyKeys, hourOf, importVerifyKey, type SignatureKey } from '@xinqiao/schema'

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

const loopback = /^https?:\/\/(?:127(?:\.\d{1,3}){3}|\[::1\]|localhost)(?::\d+)?(?:\/|$)/u

/** Whether an address never leaves the machine. */
export function isLoopback(url: string): boolean {
  return loopback.test(url)
}
