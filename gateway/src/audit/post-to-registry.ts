/** A signed `POST` of JSON to the registry: fetch key, tag `xinqiao-admin-1`, no redirects, within its time. */
import { contentDigest, type SignatureKey, signIngest } from '@xinqiao/schema'
import { GatewayError } from '../errors.ts'
import { monthKeysDeadlineMs } from '../limits.ts'

/**
 * Gives the answer whatever its status.
 * @throws GatewayError `REGISTRY_UNAVAILABLE` when there is none in time
 */
export async function postToRegistry(
  url: string,
  body: Buffer,
  key: SignatureKey,
  stopping: AbortSignal,
): Promise<Response> {
  const signed = signIngest({ method: 'POST', url, contentDigest: contentDigest(body), tag: 'xinqiao-admin-1' }, key)
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { ...signed, 'content-type': 'application/json' },
      body,
      redirect: 'error',
      signal: AbortSignal.any([stopping, AbortSignal.timeout(monthKeysDeadlineMs)]),
    })
  } catch (cause) {
    throw new GatewayError('REGISTRY_UNAVAILABLE', 'expected an answer of the registry', { cause })
  }
}
