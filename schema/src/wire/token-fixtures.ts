/** Parts the token tests share: one issuer, one client, and forgers that sign what the real code would not. */
import { createHmac, createPrivateKey, type JsonWebKey, sign } from 'node:crypto'
import { type AccessToken, verifyAccessToken } from './access-token.ts'
import type { AuthorizationDetail } from './authorization-detail.ts'
import { fixedJwks } from './jwks-source.ts'
import type { Jwk } from './signature-key.ts'
import { TokenError } from './token-error.ts'
import { generateKeyPairJwk } from './tokens.ts'

export const now = 1_795_487_400
export const issuer = 'https://issuer.example'
export const audience = 'https://hub.example'
export const client = 'tax-risk'
export const detail: AuthorizationDetail = {
  type: 'credit_query',
  contract: 'CT-42',
  purpose: 'DAILY_SUPERVISION',
  case: '琼市监案〔2026〕12号',
  official: { ref: 'p-17', role: 'case-handler' },
}

type Pair = Awaited<ReturnType<typeof generateKeyPairJwk>>
export const tokenKeys: Pair = await generateKeyPairJwk('ES256')
export const edKeys: Pair = await generateKeyPairJwk('Ed25519')
export const clientKeys: Pair = await generateKeyPairJwk('ES256')
export const dpopKeys: Pair = await generateKeyPairJwk('ES256')
export const jkt: string = String(dpopKeys.publicKey['kid'])

/** Claims of a lawful access token. */
export function lawfulClaims(): Record<string, unknown> {
  return {
    iss: issuer,
    aud: audience,
    sub: client,
    client_id: client,
    iat: now,
    exp: now + 300,
    jti: 't-1',
    cnf: { jkt },
    authorization_details: [detail],
  }
}

/** A JWT with any header and claims, signed by P-256, or with `secret` by HMAC, or not at all. */
export function forge(
  header: Readonly<Record<string, unknown>>,
  claims: unknown,
  key: Jwk | { readonly secret: string } | null,
): string {
  const input = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${input}.${signatureOf(input, key)}`
}

function signatureOf(input: string, key: Jwk | { readonly secret: string } | null): string {
  if (key === null) return ''
  if ('secret' in key) return createHmac('sha256', String(key['secret'])).update(input).digest('base64url')
  const { kty, crv, x, y, d } = key as JsonWebKey
  const bare = Object.fromEntries(Object.entries({ kty, crv, x, y, d }).filter(([, value]) => value !== undefined))
  const imported = createPrivateKey({ key: bare as JsonWebKey, format: 'jwk' })
  if (crv === 'Ed25519') return sign(null, Buffer.from(input), imported).toString('base64url')
  return sign('sha256', Buffer.from(input), { key: imported, dsaEncoding: 'ieee-p1363' }).toString('base64url')
}

/** Verifies an access token as the gateway does. */
export async function readToken(jwt: string, nowSeconds: number = now): Promise<AccessToken> {
  const keys = fixedJwks([tokenKeys.publicKey, edKeys.publicKey])
  const trust = { issuer, algorithms: ['ES256', 'EdDSA'], maxTokenLifeSeconds: 600, clients: [client], keys }
  return verifyAccessToken(jwt, { issuers: [trust], audience, nowSeconds })
}

/** The reason a TokenError gives, or `accepted`. */
export async function reasonOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'accepted'
  } catch (error) {
    if (error instanceof TokenError) return error.reason
    throw error
  }
}
