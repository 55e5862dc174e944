/** Clients of the token endpoint: the independent library `openid-client`, and bare requests for what no library would send. */
import type { webcrypto } from 'node:crypto'
import type { Jwk } from '@xinqiao/contracts'
import { generateKeyPairJwk, signClientAssertion, signDpopProof } from '@xinqiao/schema'
import * as oauth from 'openid-client'
import type { TestAnswer, TestRegistry } from './test-registry.ts'

/** Discovers the issuer and gives the library's configuration of a client. */
export async function discovered(registry: TestRegistry, client: string): Promise<oauth.Configuration> {
  const { kid, ...jwk } = registry.clientKey(client)
  const key = await crypto.subtle.importKey(
    'jwk',
    jwk as webcrypto.JsonWebKey,
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['sign'],
  )
  const auth = oauth.PrivateKeyJwt(typeof kid === 'string' ? { key, kid } : key)
  return oauth.discovery(new URL(registry.issuer), client, undefined, auth, {
    algorithm: 'oauth2',
    execute: [oauth.allowInsecureRequests],
  })
}

/** A detail that CT-TAX-01 permits. */
export const lawful = {
  type: 'credit_query',
  contract: 'CT-TAX-01',
  purpose: 'TAX_CREDIT',
  case: '琼税案〔2026〕12号',
  official: { ref: 'p-17', role: 'case-handler' },
} as const

/** What a bare request is made of; everything has a lawful default. */
export interface BareRequest {
  readonly client?: string
  readonly assertion?: string
  readonly proof?: string | null
  readonly detail?: unknown
  /** The parameter as it stands, instead of one detail. */
  readonly details?: string
  readonly form?: Readonly<Record<string, string>>
}

/** Asks for a token without a library. */
export async function askToken(
  registry: TestRegistry,
  request: BareRequest = {},
): Promise<TestAnswer & { readonly headers: Headers }> {
  const client = request.client ?? 'tax-app'
  const url = `${registry.issuer}/token`
  const assertion =
    request.assertion ??
    (await signClientAssertion({ clientId: client, audience: registry.issuer }, registry.clientKey(client)))
  const proof = request.proof === undefined ? await freshProof(url) : request.proof
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...(proof === null ? {} : { dpop: proof }) },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      authorization_details: request.details ?? JSON.stringify([request.detail ?? lawful]),
      ...request.form,
    }),
  })
  return { status: response.status, body: (await response.json()) as TestAnswer['body'], headers: response.headers }
}

/** A proof for an address, by a key of its own. */
export async function freshProof(url: string, key?: Jwk): Promise<string> {
  const own = key ?? (await generateKeyPairJwk('ES256')).privateKey
  return signDpopProof({ method: 'POST', url }, own)
}
