/**
 * Document numbers at rest: AES-256-GCM, a fresh nonce each. A database dump shows no citizen's number (PLAN-IV.1a).
 * Sealed form: `sealed:1:` and base64url of 12 bytes nonce, 16 bytes tag, ciphertext.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { KitError } from './errors.ts'

const prefix = 'sealed:1:'
const nonceBytes = 12
const tagBytes = 16

/** Seals and opens single fields, and makes keyed digests of contents. */
export interface FieldCipher {
  /** `place` is bound in: a sealed value moved to another record or field does not open. */
  seal(value: string, place: string): string
  /** @throws KitError `STORE_UNAVAILABLE` when the value was altered or sealed with another key. */
  open(sealed: string, place: string): string
  /** HMAC-SHA-256: a plain digest would let anyone try citizen numbers against it. */
  digest(content: string): Buffer
}

/** Makes the cipher of one agency from its 32-byte records key; encryption and digest use keys of their own. */
export function fieldCipher(recordsKey: Uint8Array): FieldCipher {
  // Key objects: bytes would be made into one anew for each record.
  const derive = (use: string): KeyObject =>
    createSecretKey(Buffer.from(hkdfSync('sha256', recordsKey, '', `xinqiao-records-${use}-1`, 32)))
  const sealKey = derive('seal')
  const digestKey = derive('digest')
  return {
    seal: (value, place) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce).setAAD(Buffer.from(place))
      const text = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
      return prefix + Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')
    },
    open: (sealed, place) => {
      const bytes = Buffer.from(sealed.slice(prefix.length), 'base64url')
      try {
        const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, nonceBytes))
          .setAAD(Buffer.from(place))
          .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
        return decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
      } catch (cause) {
        throw new KitError('STORE_UNAVAILABLE', 503, 'A sealed field does not open with this agency’s key.', { cause })
      }
    },
    digest: (content) => createHmac('sha256', digestKey).update(content).digest(),
  }
}
