/** Answers the gateway's signature only: the fetch profile, a key on the office's list, this agency's own address (OPI-XXI.a). */
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
import type { ListedKey, OfficeKeys } from '../keys/office-keys.ts'
import type { HubCall } from './hub-call.ts'
import { refusedBySignature, type SignedRequest, toReceived } from './received-request.ts'

export interface GatewayVerifierParts {
  readonly agreementKey: KeyJwk
  readonly keys: OfficeKeys
  readonly nonces: NonceStore
}

/** A promise only where the office has to be asked for the key. */
export type GatewayVerifier = (
  request: SignedRequest,
  body: Uint8Array,
  publicUrl: string,
) => HubCall | Promise<HubCall>

/** Where on the office's list the key is found, and how the fetch's own is made from it. */
interface KeyPlace {
  readonly use: 'fetch' | 'agreement'
  readonly kid: string
  readonly keyFrom: (listed: ListedKey) => SignatureKey
}

/** Makes the check; imported and derived keys are kept, so that a call costs microseconds. */
export function openGatewayVerifier({ agreementKey, keys, nonces }: GatewayVerifierParts): GatewayVerifier {
  const hourly = new HourlyKeys('agency', agreementKey)
  const imported = new WeakMap<KeyJwk, SignatureKey>()
  const fetchKey = ({ jwk }: ListedKey): SignatureKey => {
    const key = imported.get(jwk) ?? importVerifyKey(jwk)
    imported.set(jwk, key)
    return key
  }
  const placeOf = (algorithm: SignatureAlgorithm, keyId: string): KeyPlace | undefined => {
    if (algorithm === 'ed25519') return { use: 'fetch', kid: keyId, keyFrom: fetchKey }
    const named = readHourlyKeyId(keyId)
    if (named === undefined || named.agencyKid !== hourly.ownKid) return undefined
    return { use: 'agreement', kid: named.hubKid, keyFrom: ({ jwk }) => hourly.keyOf(jwk, named.hour) }
  }
  return (request, body, publicUrl) => {
    const check = (place?: KeyPlace, listed?: ListedKey): HubCall => {
      const key = listed === undefined ? undefined : place?.keyFrom(listed)
      return verifyFetch({ ...toReceived(request), body }, { publicUrl, key, nonces, nowSeconds: Date.now() / 1000 })
    }
    return orRefusal(() => {
      const { algorithm, keyId } = announcedKey(request.headers)
      const place = placeOf(algorithm, keyId)
      if (place === undefined) return check()
      const known = keys.known(place.use, place.kid)
      if (known !== undefined) return check(place, known)
      return keys.find(place.use, place.kid).then((listed) => orRefusal(() => check(place, listed)))
    })
  }
}

function orRefusal<Result>(check: () => Result): Result {
  try {
    return check()
  } catch (error) {
    throw refusedBySignature(error)
  }
}
