/** Client authentication by a signed assertion (RFC 7523, `private_key_jwt`): short, for one issuer, used once. */
import { randomUUID } from 'node:crypto'
import { clientAssertionLifeMaxSeconds, clockSkewSeconds, tokenIdMax, tokenLengthMax } from './limits.ts'
import type { ReplayStore } from './nonce-store.ts'
import type { Jwk } from './signature-key.ts'
import { TokenError } from './token-error.ts'
import { jwkThumbprint, signJwt, tokenAlgorithms, verifyJwt } from './tokens.ts'

/** What the token endpoint brings to the check. */
export interface VerifyClientAssertionOptions {
  /** The issuer's own identifier: the only accepted audience, as a single text. */
  readonly issuer: string
  /** Public keys of a client; undefined for one that is not registered. */
  readonly keysOf: (clientId: string) => readonly Jwk[] | undefined
  readonly jtiStore: ReplayStore
  readonly nowSeconds: number
}

/** Signs an assertion with the client's private key. */
export async function signClientAssertion(
  wish: { readonly clientId: string; readonly audience: string; readonly nowSeconds?: number },
  key: Jwk,
): Promise<string> {
  const iat = Math.floor(wish.nowSeconds ?? Date.now() / 1000)
  const { clientId, audience } = wish
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: audience,
    iat,
    exp: iat + clientAssertionLifeMaxSeconds,
    jti: randomUUID(),
  }
  return signJwt(claims, key, { typ: 'JWT', kid: await jwkThumbprint(key) })
}

/**
 * Checks an assertion and gives the client it proves.
 * @throws TokenError
 */
export async function verifyClientAssertion(
  assertion: string,
  options: VerifyClientAssertionOptions,
): Promise<{ readonly clientId: string; readonly jti: string }> {
  const clientId = announcedClient(assertion)
  const keys = options.keysOf(clientId) ?? []
  const { claims } = await verifyJwt(assertion, ({ kid }) => keyNamed(kid, keys), {
    // Client libraries write either typ, or none; those of other tokens are not among them.
    typ: [undefined, 'jwt', 'client-authentication+jwt'],
    algorithms: tokenAlgorithms,
    issuer: clientId,
    audience: options.issuer,
    requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat', 'jti'],
    maxAgeSeconds: clientAssertionLifeMaxSeconds,
    nowSeconds: options.nowSeconds,
  })
  const { sub, jti, iat = 0, exp = 0 } = claims
  if (sub !== clientId) throw new TokenError('CLIENT', 'expected iss and sub to be the client')
  if (exp <= iat || exp - iat > clientAssertionLifeMaxSeconds)
    throw new TokenError('TIME', `expected a life of at most ${clientAssertionLifeMaxSeconds} s`)
  if (typeof jti !== 'string' || jti === '' || jti.length > tokenIdMax) throw new TokenError('FORM', 'expected a jti')
  await demandOnce(options.jtiStore, clientId, jti, exp + clockSkewSeconds, options.nowSeconds)
  return { clientId, jti }
}

/** Remembers a `jti`, or refuses. Called only after everything else held. */
export async function demandOnce(
  store: ReplayStore,
  client: string,
  jti: string,
  until: number,
  nowSeconds: number,
): Promise<void> {
  const answer = await store.remember(client, jti, until, nowSeconds)
  if (answer === 'replayed') throw new TokenError('REPLAYED', 'seen before')
  if (answer === 'full') throw new TokenError('REPLAY_STORE_FULL', 'no room to remember it')
}

/** By thumbprint, or by the name its owner gave it; without a name only where there is one key. */
async function keyNamed(kid: string | undefined, keys: readonly Jwk[]): Promise<Jwk | undefined> {
  if (kid === undefined) return keys.length === 1 ? keys[0] : undefined
  for (const key of keys) if (key['kid'] === kid || (await jwkThumbprint(key)) === kid) return key
  return undefined
}

/** Only for looking up whose keys must have signed. */
function announcedClient(assertion: string): string {
  if (assertion.length > tokenLengthMax) throw new TokenError('FORM', `expected at most ${tokenLengthMax} characters`)
  let claims: unknown
  try {
    claims = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString('utf8'))
  } catch (cause) {
    throw new TokenError('FORM', 'expected a JWT', { cause })
  }
  const issuer = typeof claims === 'object' && claims !== null && 'iss' in claims ? claims.iss : undefined
  if (typeof issuer !== 'string' || issuer === '') throw new TokenError('CLIENT', 'expected a client')
  return issuer
}
