/** Access tokens (RFC 9068): who asks, and in exactly one `authorization_details` object (RFC 9396) under which contract and why. */
import { randomUUID } from 'node:crypto'
import { type AuthorizationDetail, readAuthorizationDetails } from './authorization-detail.ts'
import type { JwksSource } from './jwks-source.ts'
import {
  accessTokenLifeMaxSeconds,
  accessTokenLifeSeconds,
  clockSkewSeconds,
  tokenIdMax,
  tokenLengthMax,
} from './limits.ts'
import type { Jwk } from './signature-key.ts'
import { TokenError } from './token-error.ts'
import { jwkThumbprint, signJwt, type TokenClaims, verifyJwt } from './tokens.ts'

/** An issuer the hub believes, and the clients it may speak for. */
export interface IssuerTrust {
  readonly issuer: string
  readonly algorithms: readonly string[]
  readonly maxTokenLifeSeconds: number
  /** Client ids registered under this issuer. */
  readonly clients: readonly string[] | ReadonlySet<string>
  readonly keys: JwksSource
}

/** A verified access token. Times in seconds. */
export interface AccessToken {
  readonly issuer: string
  readonly clientId: string
  readonly jti: string
  readonly issuedAt: number
  readonly expiresAt: number
  /** The key the sender must prove: a DPoP key's thumbprint, or a certificate's (RFC 8705). */
  readonly jkt: string | null
  readonly certificateThumbprint: string | null
  readonly detail: AuthorizationDetail
  /** How a verified subject was identified. */
  readonly acr: string | null
  /** Reserved (RFC 8693), audited when present. */
  readonly act: unknown
}

/** What a token is made of. */
export interface AccessTokenToSign {
  readonly issuer: string
  readonly audience: string
  readonly clientId: string
  readonly detail: AuthorizationDetail
  readonly jkt: string
  readonly lifeSeconds?: number
  readonly nowSeconds?: number
  readonly jti?: string
}

const typ = 'at+jwt'
const requiredClaims = ['iss', 'aud', 'exp', 'iat', 'jti', 'client_id', 'cnf', 'authorization_details']

/** Signs an access token with the token key. */
export async function signAccessToken(
  wish: AccessTokenToSign,
  key: Jwk,
): Promise<{ readonly token: string; readonly jti: string; readonly expiresAt: number }> {
  const issuedAt = Math.floor(wish.nowSeconds ?? Date.now() / 1000)
  const expiresAt = issuedAt + (wish.lifeSeconds ?? accessTokenLifeSeconds)
  const jti = wish.jti ?? randomUUID()
  const claims = {
    iss: wish.issuer,
    aud: wish.audience,
    sub: wish.clientId,
    client_id: wish.clientId,
    iat: issuedAt,
    exp: expiresAt,
    jti,
    cnf: { jkt: wish.jkt },
    authorization_details: [wish.detail],
  }
  return { token: await signJwt(claims, key, { typ, kid: await jwkThumbprint(key) }), jti, expiresAt }
}

/**
 * Checks an access token. The sender's proof is checked apart (`verifyDpopProof`), revocation by the caller.
 * @throws TokenError
 */
export async function verifyAccessToken(
  jwt: string,
  options: { readonly issuers: readonly IssuerTrust[]; readonly audience: string; readonly nowSeconds: number },
): Promise<AccessToken> {
  const announced = announcedIssuer(jwt)
  const trust = options.issuers.find(({ issuer }) => issuer === announced)
  if (trust === undefined) throw new TokenError('ISSUER', 'expected an issuer of the bundle')
  const lifeMax = Math.min(trust.maxTokenLifeSeconds, accessTokenLifeMaxSeconds)
  const { claims } = await verifyJwt(jwt, ({ kid }) => (kid === undefined ? undefined : trust.keys.find(kid)), {
    typ: [typ],
    algorithms: trust.algorithms,
    issuer: trust.issuer,
    audience: options.audience,
    requiredClaims,
    maxAgeSeconds: lifeMax,
    nowSeconds: options.nowSeconds,
  })
  return readClaims(claims, trust, lifeMax)
}

function readClaims(claims: TokenClaims, trust: IssuerTrust, lifeMax: number): AccessToken {
  const { iat = 0, exp = 0, jti, client_id: clientId } = claims
  if (exp <= iat || exp - iat > lifeMax + clockSkewSeconds)
    throw new TokenError('TIME', `expected a life of at most ${lifeMax} s`)
  if (typeof jti !== 'string' || jti === '' || jti.length > tokenIdMax) throw new TokenError('FORM', 'expected a jti')
  const clients = trust.clients instanceof Set ? trust.clients : new Set(trust.clients)
  if (typeof clientId !== 'string' || !clients.has(clientId))
    throw new TokenError('CLIENT', 'expected a client of this issuer')
  const detail = readAuthorizationDetails(claims['authorization_details'])
  const acr = claims['acr']
  return {
    issuer: trust.issuer,
    clientId,
    jti,
    issuedAt: iat,
    expiresAt: exp,
    ...readConfirmation(claims['cnf']),
    detail,
    acr: detail.acr ?? (typeof acr === 'string' ? acr : null),
    act: claims['act'] ?? null,
  }
}

function readConfirmation(cnf: unknown): Pick<AccessToken, 'jkt' | 'certificateThumbprint'> {
  const members: Readonly<Record<string, unknown>> = typeof cnf === 'object' && cnf !== null ? { ...cnf } : {}
  const { jkt = null, 'x5t#S256': certificateThumbprint = null } = members
  const text = (value: unknown): value is string | null => value === null || (typeof value === 'string' && value !== '')
  if (!text(jkt) || !text(certificateThumbprint) || (jkt === null) === (certificateThumbprint === null)) {
    throw new TokenError('BINDING', 'expected a token bound to one key')
  }
  return { jkt, certificateThumbprint }
}

/** Only for choosing whose keys to ask; the signature is then checked against that issuer alone. */
function announcedIssuer(jwt: string): unknown {
  if (jwt.length > tokenLengthMax) throw new TokenError('FORM', `expected at most ${tokenLengthMax} characters`)
  try {
    const claims: unknown = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8'))
    return typeof claims === 'object' && claims !== null && 'iss' in claims ? claims.iss : undefined
  } catch (cause) {
    throw new TokenError('FORM', 'expected a JWT', { cause })
  }
}
