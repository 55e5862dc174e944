/** Keys of signed messages: imported once from their JWK, named by their RFC 7638 thumbprint. */
import { createPrivateKey, createPublicKey, hash, type JsonWebKey, type KeyObject } from 'node:crypto'
import { WireError } from './wire-error.ts'

/** A JSON Web Key (RFC 7517). */
export type Jwk = Readonly<Record<string, unknown>>

/** Algorithms of the profile, by their RFC 9421 names. */
export type SignatureAlgorithm = 'ed25519' | 'hmac-sha256'

/** A key with the name the other side finds it by. Private half or shared secret where it signs. */
export interface SignatureKey {
  readonly algorithm: SignatureAlgorithm
  readonly keyId: string
  readonly key: KeyObject
}

/**
 * Imports an Ed25519 private key for signing.
 * @throws WireError `KEY_INVALID`
 */
export function importSigningKey(jwk: Jwk): SignatureKey {
  return { algorithm: 'ed25519', keyId: okpThumbprint(jwk, 'Ed25519'), key: importOkp(jwk, 'Ed25519', 'private') }
}

/**
 * Imports an Ed25519 public key for verifying; a private one is taken by its public half.
 * @throws WireError `KEY_INVALID`
 */
export function importVerifyKey(jwk: Jwk): SignatureKey {
  return { algorithm: 'ed25519', keyId: okpThumbprint(jwk, 'Ed25519'), key: importOkp(jwk, 'Ed25519', 'public') }
}

/** Imports one half of an octet key pair, its curve pinned. */
export function importOkp(jwk: Jwk, curve: 'Ed25519' | 'X25519', half: 'private' | 'public'): KeyObject {
  demandCurve(jwk, curve)
  const { kty, crv, x, d } = jwk as JsonWebKey
  const common = { kty: kty ?? '', crv: crv ?? '', x: x ?? '' }
  try {
    if (half === 'public') return createPublicKey({ key: common, format: 'jwk' })
    return createPrivateKey({ key: { ...common, d: d ?? '' }, format: 'jwk' })
  } catch (cause) {
    throw new WireError('KEY_INVALID', `expected the ${half} half of an ${curve} key`, { cause })
  }
}

/** RFC 7638 thumbprint of an octet key pair, without waiting. */
export function okpThumbprint(jwk: Jwk, curve: 'Ed25519' | 'X25519'): string {
  demandCurve(jwk, curve)
  return hash('sha256', JSON.stringify({ crv: curve, kty: 'OKP', x: jwk['x'] }), 'base64url')
}

function demandCurve(jwk: Jwk, curve: string): void {
  if (jwk['kty'] !== 'OKP' || jwk['crv'] !== curve || typeof jwk['x'] !== 'string') {
    throw new WireError('KEY_INVALID', `expected an ${curve} key`)
  }
}
