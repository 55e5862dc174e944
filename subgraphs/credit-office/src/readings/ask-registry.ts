/** A question of the office to the registry, signed by its agency key (trust.md §4, tag `xinqiao-admin-1`). */
import { contentDigest, importSigningKey, signIngest } from '@xinqiao/schema'
import type { AgencyConfig } from '@xinqiao/subgraph-kit'

/** Who the office is to the registry, and whom it believes. */
export type OfficeAsker = Pick<AgencyConfig, 'registryUrl' | 'officeRoot'> & {
  readonly keys: Pick<AgencyConfig['keys'], 'agency' | 'agreement'>
}

/** Gives the answer's JSON. Rejects for every status but 200, and when there is no answer in time. */
export async function askRegistry(
  { registryUrl, keys }: Pick<OfficeAsker, 'registryUrl' | 'keys'>,
  path: string,
  body: string | Buffer,
  signal: AbortSignal,
): Promise<unknown> {
  const url = `${registryUrl}${path}`
  const bytes = Buffer.from(body)
  const signed = signIngest(
    { method: 'POST', url, contentDigest: contentDigest(bytes), tag: 'xinqiao-admin-1' },
    importSigningKey(keys.agency),
  )
  const headers = { ...signed, 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: bytes, redirect: 'error', signal })
  if (!response.ok) throw new Error(`expected an answer of the registry to ${path}, got ${response.status}`)
  return response.json()
}
