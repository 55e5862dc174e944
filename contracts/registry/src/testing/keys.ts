/** Key pairs for tests, made by node:crypto. */
import { generateKeyPairSync } from 'node:crypto'
import type { Jwk } from '@xinqiao/contracts'
import { publicHalf, type RegistryKeys } from '../config.ts'

/** A fresh private key as JWK. */
export function privateJwk(alg: 'ES256' | 'Ed25519' | 'X25519'): Jwk {
  if (alg === 'ES256')
    return { ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }), alg }
  if (alg === 'Ed25519') return { ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) }
  return { ...generateKeyPairSync('x25519').privateKey.export({ format: 'jwk' }) }
}

/** Keys of one registry, with the private halves that tests sign with. */
export interface TestKeys {
  readonly registry: RegistryKeys
  readonly operator: Jwk
  readonly fetch: Jwk
  readonly auditor: Jwk
  readonly agreement: Jwk
}

/** All keys a registry needs. */
export function testKeys(): TestKeys {
  const operator = privateJwk('Ed25519')
  const fetch = privateJwk('Ed25519')
  const auditor = privateJwk('Ed25519')
  const agreement = privateJwk('X25519')
  return {
    operator,
    fetch,
    auditor,
    agreement,
    registry: {
      officeRoot: privateJwk('Ed25519'),
      bundle: privateJwk('Ed25519'),
      token: privateJwk('ES256'),
      operator,
      auditor: publicHalf(auditor),
      fetch: publicHalf(fetch),
      agreement: publicHalf(agreement),
      answer: publicHalf(privateJwk('ES256')),
    },
  }
}
