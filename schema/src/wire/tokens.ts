/**
 * The one door to `jose` (trust.md §3, "jose, always"): what it leaves out by default is always passed here.
 * Keys come from the caller, never from a header; algorithms are listed and the curve is pinned; JWS only.
 */
import { hash } from 'node:crypto'
import {
  type CompactJWSHeaderParameters,
  CompactSign,
  type CryptoKey,
  calculateJwkThumbprint,
  compactVerify,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose'
import { clockSkewSeconds, importedKeysMax, tokenLengthMax } from './limits.ts'
import type { Jwk } from './signature-key.ts'
import { TokenError, type TokenErrorReason } from './token-error.ts'

/** Algorithms of the hub; `EdDSA` and `Ed25519` are two names of one. */
export type TokenAlgorithm = 'ES256' | 'EdDSA' | 'Ed25519'
/** All of them. */
export const tokenAlgorithms: readonly TokenAlgorithm[] = ['ES256', 'EdDSA', 'Ed25519']

/** Header of a token, as the sender wrote it. */
export type TokenHeader = Readonly<CompactJWSHeaderParameters>
/** Claims of a verified token. */
export type TokenClaims = Readonly<JWTPayload>
/** Finds the key a token may be signed with; the header is unverified and is good for looking up alone. */
export type FindKey = (header: TokenHeader) => Jwk | undefined | Promise<Jwk | undefined>

/** What one kind of token must be; nothing is optional but what a kind does not have. */
export interface TokenRules {
  /** Accepted `typ`; `undefined` among them accepts none given. */
  readonly typ: readonly (string | undefined)[]
  readonly algorithms: readonly string[]
  readonly issuer?: string
  readonly audience?: string
  readonly requiredClaims: readonly string[]
  readonly maxAgeSeconds: number
  readonly nowSeconds: number
  /** The DPoP proof alone brings its own key. */
  readonly ownKey?: true
}

const leadingHeaders = ['jku', 'x5u', 'x5c', 'x5t', 'crit', 'b64', 'zip', 'enc']
const imported = new Map<string, Promise<CryptoKey>>()

/**
 * Checks a JWT by every rule.
 * @throws TokenError
 */
export async function verifyJwt(
  jwt: string,
  findKey: FindKey,
  rules: TokenRules,
): Promise<{ readonly claims: TokenClaims; readonly header: TokenHeader }> {
  if (jwt.length > tokenLengthMax) throw new TokenError('FORM', `expected at most ${tokenLengthMax} characters`)
  const resolve = async (header: CompactJWSHeaderParameters): Promise<CryptoKey> => resolveKey(header, findKey, rules)
  const verified = await jwtVerify(jwt, resolve, {
    ...(rules.issuer === undefined ? {} : { issuer: rules.issuer }),
    ...(rules.audience === undefined ? {} : { audience: rules.audience }),
    algorithms: knownAlgorithms(rules.algorithms),
    requiredClaims: [...rules.requiredClaims],
    clockTolerance: clockSkewSeconds,
    maxTokenAge: rules.maxAgeSeconds,
    currentDate: new Date(rules.nowSeconds * 1000),
  }).catch((error: unknown) => {
    throw tokenError(error)
  })
  const { payload, protectedHeader } = verified
  if (!rules.typ.includes(shortTyp(protectedHeader.typ))) throw new TokenError('TYP', 'expected another typ')
  if (rules.audience !== undefined && payload.aud !== rules.audience)
    throw new TokenError('AUDIENCE', 'expected one audience, as a text')
  return { claims: payload, header: protectedHeader }
}

/** Signs claims as they are given. */
export async function signJwt(
  claims: JWTPayload,
  key: Jwk,
  header: Readonly<Record<string, unknown>>,
): Promise<string> {
  const alg = algorithmOf(key)
  return new SignJWT(claims).setProtectedHeader({ ...header, alg }).sign(await importKey(key, alg))
}

/** Signs a JSON value as a compact JWS of one `typ`: bundles, key lists, statements over answers. */
export async function signDocument(payload: unknown, key: Jwk, typ: string): Promise<string> {
  const alg = algorithmOf(key)
  const header = { alg, kid: await jwkThumbprint(key), typ }
  return new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader(header)
    .sign(await importKey(key, alg))
}

/**
 * Opens a signed document with one of these keys, told apart by thumbprint. Its times are the reader's to judge.
 * @throws TokenError
 */
export async function verifyDocument(jws: string, keys: readonly Jwk[], typ: string): Promise<unknown> {
  const kids = new Map(await Promise.all(keys.map(async (key) => [await jwkThumbprint(key), key] as const)))
  const rules = { typ: [typ], algorithms: tokenAlgorithms, requiredClaims: [], maxAgeSeconds: 0, nowSeconds: 0 }
  const resolve = async (header: CompactJWSHeaderParameters): Promise<CryptoKey> =>
    resolveKey(header, ({ kid }) => kids.get(kid ?? ''), rules)
  try {
    const { payload, protectedHeader } = await compactVerify(jws, resolve, { algorithms: [...tokenAlgorithms] })
    if (protectedHeader.typ !== typ) throw new TokenError('TYP', `expected ${typ}`)
    return JSON.parse(Buffer.from(payload).toString('utf8'))
  } catch (error) {
    throw tokenError(error)
  }
}

/** RFC 7638 thumbprint: the `kid` of every key of the hub. */
export async function jwkThumbprint(key: Jwk): Promise<string> {
  const name = JSON.stringify([key['kty'], key['crv'], key['x'], key['y'], key['n'], key['e'], key['k']])
  const known = thumbprints.get(name)
  if (known !== undefined) return known
  const made = await calculateJwkThumbprint(key as JWK, 'sha256').catch((cause: unknown) => {
    throw new TokenError('KEY_UNKNOWN', 'expected a JSON Web Key', { cause })
  })
  if (thumbprints.size >= importedKeysMax) thumbprints.delete(thumbprints.keys().next().value ?? '')
  thumbprints.set(name, made)
  return made
}

/** By the members a thumbprint is made of; a key that proves many requests is hashed once. */
const thumbprints = new Map<string, string>()

/** Makes a key pair; both halves carry `kid`. */
export async function generateKeyPairJwk(
  algorithm: 'ES256' | 'Ed25519' | 'X25519',
): Promise<{ readonly privateKey: Jwk; readonly publicKey: Jwk }> {
  const curve = algorithm === 'X25519' ? { crv: 'X25519' } : {}
  const pair = await generateKeyPair(algorithm === 'X25519' ? 'ECDH-ES' : algorithm, { ...curve, extractable: true })
  const publicKey = await exportJWK(pair.publicKey)
  const kid = await calculateJwkThumbprint(publicKey, 'sha256')
  return { privateKey: { ...(await exportJWK(pair.privateKey)), kid }, publicKey: { ...publicKey, kid } }
}

/** The algorithm a key signs with. */
export function algorithmOf(key: Jwk): 'ES256' | 'EdDSA' {
  if (key['kty'] === 'EC' && key['crv'] === 'P-256') return 'ES256'
  if (key['kty'] === 'OKP' && key['crv'] === 'Ed25519') return 'EdDSA'
  throw new TokenError('ALGORITHM', 'expected a P-256 or Ed25519 key')
}

async function resolveKey(header: CompactJWSHeaderParameters, findKey: FindKey, rules: TokenRules): Promise<CryptoKey> {
  const leading = leadingHeaders.some((name) => header[name] !== undefined)
  if (leading || (header.jwk !== undefined && rules.ownKey !== true))
    throw new TokenError('HEADER', 'expected no header that leads to a key')
  const key = await findKey(header)
  if (key === undefined) throw new TokenError('KEY_UNKNOWN', 'expected a key that is known')
  const alg = algorithmOf(key)
  if (alg !== (header.alg === 'Ed25519' ? 'EdDSA' : header.alg))
    throw new TokenError('ALGORITHM', 'expected the algorithm of the key')
  return importKey(publicHalf(key), alg)
}

/** Imports once; a P-256 import costs as much as a check. */
function importKey(key: Jwk, alg: string): Promise<CryptoKey> {
  const name = hash('sha256', JSON.stringify([key['kty'], key['crv'], key['x'], key['y'], key['d']]), 'base64url')
  const known = imported.get(name)
  if (known !== undefined) return known
  const { kty, crv, x, y, d } = key as JWK
  const bare = Object.fromEntries(Object.entries({ kty, crv, x, y, d }).filter(([, value]) => value !== undefined))
  const made = importJWK(bare as JWK, alg).then(
    (one) => one as CryptoKey,
    (cause: unknown) => {
      imported.delete(name)
      throw new TokenError('KEY_UNKNOWN', 'expected a key that can be imported', { cause })
    },
  )
  if (imported.size >= importedKeysMax) imported.delete(imported.keys().next().value ?? '')
  imported.set(name, made)
  return made
}

function publicHalf({ d: _private, ...rest }: Jwk): Jwk {
  return rest
}

function knownAlgorithms(wanted: readonly string[]): string[] {
  return tokenAlgorithms.filter(
    (one) => wanted.includes(one) || (one !== 'ES256' && (wanted.includes('EdDSA') || wanted.includes('Ed25519'))),
  )
}

function shortTyp(typ: string | undefined): string | undefined {
  const lower = typ?.toLowerCase()
  return lower?.startsWith('application/') === true ? lower.slice('application/'.length) : lower
}

const claimReasons: Readonly<Record<string, TokenErrorReason>> = {
  iss: 'ISSUER',
  aud: 'AUDIENCE',
  iat: 'TIME',
  nbf: 'TIME',
  exp: 'TIME',
}

function tokenError(error: unknown): TokenError {
  if (error instanceof TokenError) return error
  const because = (reason: TokenErrorReason): TokenError => new TokenError(reason, 'not accepted', { cause: error })
  if (error instanceof errors.JWTExpired) return because('EXPIRED')
  if (error instanceof errors.JWTClaimValidationFailed) {
    return because(error.reason === 'missing' ? 'CLAIM_MISSING' : (claimReasons[error.claim] ?? 'FORM'))
  }
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) return because('ALGORITHM')
  if (error instanceof errors.JWSSignatureVerificationFailed) return because('SIGNATURE')
  return because('FORM')
}
