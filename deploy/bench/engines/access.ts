/** An access token for one client of the benchmark, bound to a key made here: the load signs a proof with it for each request. */
import { generateKeyPairJwk, type Jwk, signClientAssertion, signDpopProof } from '@xinqiao/schema'
import type { LoadClient } from '../load/load.ts'

/** A client of the hub with its own private key. */
export interface BenchClient {
  readonly id: string
  readonly key: Jwk
}

const detail = {
  type: 'credit_query',
  contract: 'BENCH-01',
  purpose: 'TAX_CREDIT',
  case: '琼税案〔2026〕9号',
  official: { ref: 'task:bench', role: 'benchmark' },
}

/** Asks the token endpoint, found by its metadata (RFC 8414), by `private_key_jwt` and with a proof. */
export async function openAccess(issuer: string, client: BenchClient): Promise<LoadClient> {
  const metadata: unknown = await (await fetch(`${issuer}/.well-known/oauth-authorization-server`)).json()
  const { token_endpoint: endpoint } = metadata as { readonly token_endpoint: string }
  const { privateKey: key } = await generateKeyPairJwk('ES256')
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { dpop: await signDpopProof({ method: 'POST', url: endpoint }, key) },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: client.id,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await signClientAssertion({ clientId: client.id, audience: issuer }, client.key),
      authorization_details: JSON.stringify([detail]),
    }),
  })
  const answer = (await response.json()) as { readonly access_token?: string }
  if (answer.access_token === undefined)
    throw new Error(`The token endpoint refused (status ${response.status}): ${JSON.stringify(answer)}`)
  return { token: answer.access_token, key }
}
