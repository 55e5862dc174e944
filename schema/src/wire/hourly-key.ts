/**
 * Hourly keys (trust.md §4): hub and agency derive the same HMAC key from their agreement keys, without a message.
 * X25519, then HKDF-SHA-256 with the hour (whole hours since 1970, in decimal) as salt.
 */
import { createSecretKey, diffieHellman, hkdfSync, type KeyObject } from 'node:crypto'
import { clockSkewSeconds, hourlyKeysMax } from './limits.ts'
import { importOkp, type Jwk, okpThumbprint, type SignatureKey } from './signature-key.ts'
import { WireError } from './wire-error.ts'

const info = 'xinqiao-hourly-1'
const keyBytes = 32
const hourSeconds = 3_600

/** Parts of the key id `<hub kid>.<agency kid>.<hour>`. */
export interface HourlyKeyId {
  readonly hubKid: string
  readonly agencyKid: string
  readonly hour: number
}

/**
 * Derives one hour's key.
 * @throws WireError `KEY_INVALID` for keys that do not agree.
 */
export function deriveHourlyKey(ownPrivate: KeyObject, otherPublic: KeyObject, hour: number): KeyObject {
  try {
    const shared = diffieHellman({ privateKey: ownPrivate, publicKey: otherPublic })
    return createSecretKey(Buffer.from(hkdfSync('sha256', shared, String(hour), info, keyBytes)))
  } catch (cause) {
    throw new WireError('KEY_INVALID', 'expected two agreement keys that agree', { cause })
  }
}

/** The hour an instant lies in. */
export function hourOf(nowSeconds: number): number {
  return Math.floor(nowSeconds / hourSeconds)
}

/** Whether a key of this hour may be used now: the hour itself, and its neighbours within the clocks' skew. */
export function hourHolds(hour: number, nowSeconds: number): boolean {
  return hour >= hourOf(nowSeconds - clockSkewSeconds) && hour <= hourOf(nowSeconds + clockSkewSeconds)
}

/** The key id split last: a hub names the same one for an hour. */
let last: { readonly keyId: string; readonly split: HourlyKeyId | undefined } | undefined

/** Splits a key id; undefined for one that is none of an hourly key. */
export function readHourlyKeyId(keyId: string): HourlyKeyId | undefined {
  if (last?.keyId === keyId) return last.split
  last = { keyId, split: split(keyId) }
  return last.split
}

function split(keyId: string): HourlyKeyId | undefined {
  const [hubKid, agencyKid, hourText, ...rest] = keyId.split('.')
  const hour = Number(hourText)
  if (!hubKid || !agencyKid || rest.length > 0 || !Number.isSafeInteger(hour) || String(hour) !== hourText)
    return undefined
  return { hubKid, agencyKid, hour }
}

/** One side's hourly keys with all its counterparts; each key is derived once. */
export class HourlyKeys {
  /** RFC 7638 thumbprint of the own agreement key. */
  readonly ownKid: string
  readonly #side: 'hub' | 'agency'
  readonly #ownPrivate: KeyObject
  readonly #keys = new Map<string, SignatureKey>()

  /** @throws WireError `KEY_INVALID` when it is no X25519 private key. */
  constructor(side: 'hub' | 'agency', ownAgreementKey: Jwk) {
    this.#side = side
    this.ownKid = okpThumbprint(ownAgreementKey, 'X25519')
    this.#ownPrivate = importOkp(ownAgreementKey, 'X25519', 'private')
  }

  /** The key shared with this counterpart in this hour; `hourOf(now)` to sign. */
  keyOf(otherAgreementKey: Jwk, hour: number): SignatureKey {
    const cacheKey = `${String(otherAgreementKey['x'])}.${hour}`
    const known = this.#keys.get(cacheKey)
    if (known !== undefined) return known
    const otherKid = okpThumbprint(otherAgreementKey, 'X25519')
    const [hubKid, agencyKid] = this.#side === 'hub' ? [this.ownKid, otherKid] : [otherKid, this.ownKid]
    const derived: SignatureKey = {
      algorithm: 'hmac-sha256',
      keyId: `${hubKid}.${agencyKid}.${hour}`,
      key: deriveHourlyKey(this.#ownPrivate, importOkp(otherAgreementKey, 'X25519', 'public'), hour),
    }
    if (this.#keys.size >= hourlyKeysMax) this.#keys.delete(this.#keys.keys().next().value ?? '')
    this.#keys.set(cacheKey, derived)
    return derived
  }
}
