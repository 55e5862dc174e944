/** DPoP (RFC 9449): whoever sends a token proves, for this request alone, the key it is bound to. */
import { hash, randomUUID } from 'node:crypto'
import { demandOnce } from './client-assertion.ts'
import { clockSkewSeconds, tokenIdMax } from './limits.ts'
import type { ReplayStore } from './nonce-store.ts'
import type { Jwk } from './signature-key.ts'
import { TokenError } from './token-error.ts'
import { algorithmOf, jwkThumbprint, signJwt, tokenAlgorithms, verifyJwt } from './tokens.ts'

/** What the receiver brings to the check. */
export interface VerifyDpopProofOptions {
  readonly proof: string
  readonly method: string
  /** The configured public URL of the endpoint, never built from the `Host` header. */
  readonly url: string
  /** The token that came with it; absent at the token endpoint only. */
  readonly accessToken?: string
  /** `cnf.jkt` of that token. */
  readonly jkt?: string
  readonly nowSeconds: number
  readonly jtiStore: ReplayStore
  /** Whose share of the store it takes; the key's own, when absent. */
  readonly client?: string
}

const typ = 'dpop+jwt'
const publicMembers = ['kty', 'crv', 'x', 'y', 'kid', 'alg', 'use', 'key_ops', 'ext']

/** Signs a proof. `key`: the private key made for this process; its public half goes into the header. */
export async function signDpopProof(
  wish: {
    readonly method: string
    readonly url: string
    readonly accessToken?: string
    readonly nonce?: string
    readonly nowSeconds?: number
  },
  key: Jwk,
): Promise<string> {
  const { kty, crv, x, y } = key
  const claims = {
    htm: wish.method,
    htu: withoutQuery(wish.url),
    iat: Math.floor(wish.nowSeconds ?? Date.now() / 1000),
    jti: randomUUID(),
    ...(wish.accessToken === undefined ? {} : { ath: accessTokenHash(wish.accessToken) }),
    ...(wish.nonce === undefined ? {} : { nonce: wish.nonce }),
  }
  return signJwt(claims, key, { typ, jwk: y === undefined ? { kty, crv, x } : { kty, crv, x, y } })
}

/** A proof as it is shown with one request. `ath`: the hash of the token that came with it. */
export interface ShownProof extends Pick<VerifyDpopProofOptions, 'proof' | 'method' | 'url' | 'jkt' | 'nowSeconds'> {
  readonly ath?: string
}

/** A proof that holds and has not been compared with those seen before. */
export interface OpenedProof {
  readonly jkt: string
  readonly jti: string
  /** Second after which it has ended anyway. */
  readonly until: number
}

/**
 * Checks a proof and gives the thumbprint of the key it proves.
 * @throws TokenError
 */
export async function verifyDpopProof(options: VerifyDpopProofOptions): Promise<{ readonly jkt: string }> {
  const { accessToken, jtiStore, client, ...shown } = options
  const ath = accessToken === undefined ? {} : { ath: accessTokenHash(accessToken) }
  const opened = await openDpopProof({ ...shown, ...ath })
  await rememberProof(jtiStore, client ?? opened.jkt, opened, options.nowSeconds)
  return { jkt: opened.jkt }
}

/**
 * Remembers an opened proof; asked last, so that only what is genuine takes room.
 * @throws TokenError `REPLAYED`, `REPLAY_STORE_FULL`
 */
export async function rememberProof(
  store: ReplayStore,
  client: string,
  { jti, until }: OpenedProof,
  nowSeconds: number,
): Promise<void> {
  await demandOnce(store, client, jti, until, nowSeconds)
}

/**
 * All of the check but the comparison with proofs seen before: it knows nothing of other requests, so any thread may make it.
 * @throws TokenError
 */
export async function openDpopProof(options: ShownProof): Promise<OpenedProof> {
  const { nowSeconds } = options
  const { claims, header } = await verifyJwt(options.proof, ({ jwk }) => publicKeyOf(jwk), {
    typ: [typ],
    algorithms: tokenAlgorithms,
    requiredClaims: ['htm', 'htu', 'iat', 'jti', ...(options.ath === undefined ? [] : ['ath'])],
    maxAgeSeconds: clockSkewSeconds,
    nowSeconds,
    ownKey: true,
  })
  const { iat = 0, jti } = claims
  if (Math.abs(nowSeconds - iat) > clockSkewSeconds) throw new TokenError('TIME', 'expected a proof of now')
  if (claims['htm'] !== options.method) throw new TokenError('METHOD', 'expected a proof for this method')
  if (typeof claims['htu'] !== 'string' || withoutQuery(claims['htu']) !== withoutQuery(options.url))
    throw new TokenError('URL', 'expected a proof for this address')
  if (options.ath !== undefined && claims['ath'] !== options.ath)
    throw new TokenError('BINDING', 'expected a proof for this token')
  if (typeof jti !== 'string' || jti === '' || jti.length > tokenIdMax) throw new TokenError('FORM', 'expected a jti')
  const jkt = await jwkThumbprint(publicKeyOf(header.jwk))
  if (options.jkt !== undefined && options.jkt !== jkt)
    throw new TokenError('BINDING', 'expected the key the token is bound to')
  return { jkt, jti, until: iat + 2 * clockSkewSeconds }
}

/** `ath`: SHA-256 of the token's characters. */
export function accessTokenHash(accessToken: string): string {
  return hash('sha256', accessToken, 'base64url')
}

/** The proof's key, public members alone: a private one in a proof has been given away. */
function publicKeyOf(jwk: unknown): Jwk {
  if (typeof jwk !== 'object' || jwk === null) throw new TokenError('HEADER', 'expected the public key in the proof')
  if (Object.keys(jwk).some((name) => !publicMembers.includes(name)))
    throw new TokenError('HEADER', 'expected a public key alone')
  const key: Jwk = { ...jwk }
  algorithmOf(key)
  return key
}

function withoutQuery(url: string): string {
  try {
    const { origin, pathname } = new URL(url)
    return `${origin}${pathname}`
  } catch (cause) {
    throw new TokenError('URL', 'expected an address', { cause })
  }
}
