/** Answers the gateway's signature only: the fetch profile, a key on the office's list, this agency's own address (OPI-XXI.a). */
import type { IncomingMessage } from 'node:http'
import {
  announcedKey,
  HourlyKeys,
  importVerifyKey,
  type NonceStore,
  readHourlyKeyId,
  type SignatureAlgorithm,
  type SignatureKey,
  verifyFetch,
} from '@xinqiao/schema'
import type { KeyJwk } from '../config.ts'
import type { OfficeKeys } from '../keys/office-keys.ts'
import type { HubCall } from './hub-call.ts'
import { refusedBySignature, toReceived } from './received-request.ts'

export interface GatewayVerifierParts {
  readonly agreementKey: KeyJwk
  readonly keys: OfficeKeys
  readonly nonces: NonceStore
}

export type GatewayVerifier = (request: IncomingMessage, body: Uint8Array, publicUrl: string) => Promise<HubCall>

/** Makes the check; imported and derived keys are kept, so that a call costs microseconds. */
export function openGatewayVerifier({ agreementKey, keys, nonces }: GatewayVerifierParts): GatewayVerifier {
  const hourly = new HourlyKeys('agency', agreementKey)
  const imported = new WeakMap<KeyJwk, SignatureKey>()
  const keyOf = async (algorithm: SignatureAlgorithm, keyId: string): Promise<SignatureKey | undefined> => {
    if (algorithm === 'ed25519') {
      const listed = await keys.find('fetch', keyId)
      if (listed === undefined) return undefined
      const key = imported.get(listed.jwk) ?? importVerifyKey(listed.jwk)
      imported.set(listed.jwk, key)
      return key
    }
    const named = readHourlyKeyId(keyId)
    if (named === undefined || named.agencyKid !== hourly.ownKid) return undefined
    const listed = await keys.find('agreement', named.hubKid)
    return listed === undefined ? undefined : hourly.keyOf(listed.jwk, named.hour)
  }
  return async (request, body, publicUrl) => {
    try {
      const { algorithm, keyId } = announcedKey(request.headers)
      const key = await keyOf(algorithm, keyId)
      return verifyFetch({ ...toReceived(request), body }, { publicUrl, key, nonces, nowSeconds: Date.now() / 1000 })
    } catch (error) {
      throw refusedBySignature(error)
    }
  }
}
