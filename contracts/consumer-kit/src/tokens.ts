/** Access tokens for one contract and purpose: client assertion (RFC 7523), DPoP-bound (RFC 9449), kept until near their end. */
import { type AuthorizationDetail, type Jwk, signClientAssertion, signDpopProof } from '@xinqiao/schema'
import { ConsumerKitError } from './errors.ts'
import { type Fetch, type JsonAnswer, jsonCall, textOf } from './json-call.ts'
import { issuerTimeoutMs, renewBeforeSeconds } from './limits.ts'

/** What tokens are asked with. */
export interface TokenWish {
  readonly issuer: string
  readonly clientId: string
  readonly privateKey: Jwk
  readonly dpopKey: Jwk
  readonly detail: AuthorizationDetail
  readonly fetch: Fetch
}

/** Gives a token that is still good for a question; `renew` throws the kept one away. */
export interface TokenSource {
  token(): Promise<string>
  renew(): void
}

/** Opens a source; nothing is asked before the first token is needed, and one request is under way at a time. */
export function openTokens(wish: TokenWish): TokenSource {
  let kept: { readonly token: string; readonly endsMs: number } | undefined
  let underWay: Promise<string> | undefined
  let endpoint: Promise<string> | undefined

  const ask = async (): Promise<string> => {
    endpoint ??= discover(wish)
    const address = await endpoint.catch((error: unknown) => {
      endpoint = undefined
      throw error
    })
    const { token, lifeSeconds } = await requestToken(wish, address)
    kept = { token, endsMs: performance.now() + (lifeSeconds - renewBeforeSeconds) * 1000 }
    return token
  }
  return {
    token: async () => {
      if (kept !== undefined && performance.now() < kept.endsMs) return kept.token
      underWay ??= ask().finally(() => {
        underWay = undefined
      })
      return underWay
    },
    renew: () => {
      kept = undefined
    },
  }
}

/** RFC 8414: the document must name the very issuer that was asked, else its endpoint is somebody else's. */
async function discover({ issuer, fetch }: TokenWish): Promise<string> {
  const { origin, pathname } = new URL(issuer)
  const path = pathname === '/' ? '' : pathname
  const url = `${origin}/.well-known/oauth-authorization-server${path}`
  const { status, body } = await jsonCall(fetch, url, { headers: { accept: 'application/json' } }, issuerTimeoutMs)
  const endpoint = textOf(body, 'token_endpoint')
  if (status !== 200 || textOf(body, 'issuer') !== issuer || endpoint === null) {
    throw new ConsumerKitError('ISSUER_INVALID', 'expected the metadata of the issuer asked')
  }
  return endpoint
}

async function requestToken(
  wish: TokenWish,
  endpoint: string,
): Promise<{ readonly token: string; readonly lifeSeconds: number }> {
  let answer = await post(wish, endpoint)
  const nonce = answer.headers['dpop-nonce']
  if (textOf(answer.body, 'error') === 'use_dpop_nonce' && nonce !== undefined)
    answer = await post(wish, endpoint, nonce)
  const token = textOf(answer.body, 'access_token')
  if (answer.status === 200 && token !== null && textOf(answer.body, 'token_type')?.toLowerCase() === 'dpop') {
    return { token, lifeSeconds: lifeOf(answer.body) }
  }
  const hubCode = textOf(answer.body, 'hub_code')
  const reason = hubCode ?? textOf(answer.body, 'error') ?? `status ${answer.status}`
  if (answer.status >= 500 && hubCode === null)
    throw new ConsumerKitError('UNREACHABLE', `the token endpoint answered ${reason}`)
  const article = textOf(answer.body, 'hub_article')
  throw new ConsumerKitError('TOKEN_REFUSED', `the token endpoint refused: ${reason}`, { hubCode, article })
}

async function post(wish: TokenWish, endpoint: string, nonce?: string): Promise<JsonAnswer> {
  const { clientId, privateKey, dpopKey, issuer, detail } = wish
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await signClientAssertion({ clientId, audience: issuer }, privateKey),
    authorization_details: JSON.stringify([detail]),
  })
  const dpop = await signDpopProof(
    { method: 'POST', url: endpoint, ...(nonce === undefined ? {} : { nonce }) },
    dpopKey,
  )
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json', dpop }
  return jsonCall(wish.fetch, endpoint, { method: 'POST', headers, body: form.toString() }, issuerTimeoutMs)
}

/** RFC 6749: `expires_in` is recommended only; without it the token serves one question. */
function lifeOf(body: unknown): number {
  const life = typeof body === 'object' && body !== null && 'expires_in' in body ? body.expires_in : undefined
  return typeof life === 'number' && Number.isFinite(life) ? life : 0
}
