/** `POST /quota-leases` at the registry, signed with the gateway's fetch key. */
import { contentDigest, type SignatureKey, signIngest } from '@xinqiao/schema'
import { GatewayError } from '../errors.ts'
import { leaseDeadlineMs } from '../limits.ts'
import type { AskLease } from './quotas.ts'

/** Asks this registry with this key. */
export function askLeaseAt(registryUrl: string, key: SignatureKey): AskLease {
  const url = `${registryUrl}/quota-leases`
  return async (wish) => {
    const body = Buffer.from(JSON.stringify(wish))
    const signed = signIngest({ method: 'POST', url, contentDigest: contentDigest(body), tag: 'xinqiao-admin-1' }, key)
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...signed, 'content-type': 'application/json' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(leaseDeadlineMs),
    })
    if (!response.ok) throw new GatewayError('REGISTRY_UNAVAILABLE', `expected a lease, got ${response.status}`)
    const answer: unknown = await response.json()
    const granted = typeof answer === 'object' && answer !== null && 'granted' in answer ? answer.granted : undefined
    if (typeof granted !== 'number' || !Number.isSafeInteger(granted) || granted < 0)
      throw new GatewayError('REGISTRY_UNAVAILABLE', 'expected a number that was granted')
    return granted
  }
}
