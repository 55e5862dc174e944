/** A signed `POST` of JSON to the registry: fetch key, tag `xinqiao-admin-1`, no redirects, within its time. */
import { contentDigest, type SignatureKey, signIngest } from '@xinqiao/schema'
import { monthKeysDeadlineMs } from '../limits.ts'

/** Gives the answer whatever its status; rejects when there is none in time. */
export function postToRegistry(url: string, body: Buffer, key: SignatureKey, stopping: AbortSignal): Promise<Response> {
  const signed = signIngest({ method: 'POST', url, contentDigest: contentDigest(body), tag: 'xinqiao-admin-1' }, key)
  return fetch(url, {
    method: 'POST',
    headers: { ...signed, 'content-type': 'application/json' },
    body,
    redirect: 'error',
    signal: AbortSignal.any([stopping, AbortSignal.timeout(monthKeysDeadlineMs)]),
  })
}
