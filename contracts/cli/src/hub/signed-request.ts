/** Calls signed with the operator's or an agency's key (trust.md §4): a body in memory, a streamed file, or no body at all. */
import { contentDigest, digestField, type IngestTag, importSigningKey, signIngest } from '@xinqiao/schema'
import { ownError } from '../texts/lessons.ts'
import { reach } from './plain-request.ts'
import type { Jwk } from './read-key.ts'

/** A call with its body in memory. */
export interface SignedCall {
  readonly url: string
  readonly body: Uint8Array
  readonly contentType: string
  readonly key: Jwk
  readonly tag: IngestTag
}

/** A call whose body streams; its digest is known beforehand. */
export interface SignedStream extends Omit<SignedCall, 'body'> {
  readonly body: () => AsyncIterable<Uint8Array>
  readonly digest: Uint8Array
}

/** `POST` with a signature over method, address and body. */
export function signedPost(call: SignedCall): Promise<Response> {
  return send('POST', call)
}

/** `PUT`, otherwise like `signedPost`. */
export function signedPut(call: SignedCall): Promise<Response> {
  return send('PUT', call)
}

/** `POST` of a file that is never held in memory. */
export function signedStream(call: SignedStream): Promise<Response> {
  const headers = signIngest(
    { method: 'POST', url: call.url, contentDigest: digestField(call.digest), tag: call.tag },
    importSigningKey(call.key),
  )
  const body = ReadableStream.from(call.body())
  return reach(call.url, {
    method: 'POST',
    headers: { ...headers, 'content-type': call.contentType },
    body,
    duplex: 'half',
  })
}

/**
 * `GET` of JSON.
 * @throws CliError (exit 3 or 5) when the other side refuses.
 */
export async function getSigned(url: string, key: Jwk): Promise<unknown> {
  return (await get(url, key, 'xinqiao-admin-1')).json()
}

/** `GET` of NDJSON, as rows, signed with an agency's own key. */
export async function getSignedLines(url: string, key: Jwk): Promise<readonly unknown[]> {
  const text = await (await get(url, key, 'xinqiao-ingest-1')).text()
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))
}

async function get(url: string, key: Jwk, tag: IngestTag): Promise<Response> {
  const headers = signIngest({ method: 'GET', url, contentDigest: contentDigest(), tag }, importSigningKey(key))
  const response = await reach(url, { headers })
  if (response.ok) return response
  const refused = response.status === 401 || response.status === 403
  throw ownError(refused ? 'SIGNATURE_NOT_ACCEPTED' : 'HUB_ANSWERED_WITH_AN_ERROR', `HTTP ${response.status}`)
}

function send(method: 'POST' | 'PUT', call: SignedCall): Promise<Response> {
  const headers = signIngest(
    { method, url: call.url, contentDigest: contentDigest(call.body), tag: call.tag },
    importSigningKey(call.key),
  )
  return reach(call.url, {
    method,
    headers: { ...headers, 'content-type': call.contentType },
    body: Buffer.from(call.body),
  })
}
