/**
 * The payload beside a leaf, sealed before it touches the disk (audit.md §2): nonce, 12 bytes | ciphertext | tag, 16 bytes, by
 * AES-256-GCM under the month's payload key; plaintext = salt of `ac`, 16 bytes | salt of `pc`, 16 bytes | payload. The leaf's `pc`
 * is bound in as associated data: a payload opens beside its own leaf only.
 */
import { createCipheriv, createDecipheriv, createHash, hash, type KeyObject, randomFillSync } from 'node:crypto'
import { AuditLogError } from '../errors.ts'
import { sealedBytesMax } from '../limits.ts'

export const saltBytes = 16

/** Salts of the two commitments. */
export interface Salts {
  readonly ac: Uint8Array
  readonly pc: Uint8Array
}

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16
const saltsBytes = 2 * saltBytes
/** Shorter plaintexts and commitments are put together in memory that is used again. */
const roomBytes = 16_384
const room = Buffer.alloc(roomBytes)

/** Random bytes are drawn for many payloads at once; each is used once. */
const drawn = { bytes: Buffer.alloc(nonceBytes * 256), at: nonceBytes * 256 }

/**
 * Seals a payload. `aad`: the leaf's `pc`.
 * @throws AuditLogError `AUDIT_ENTRY_INVALID` for a payload over the limit
 */
export function sealPayload(
  { key, payload, salts }: { readonly key: KeyObject; readonly payload: Uint8Array; readonly salts: Salts },
  aad: string,
): Buffer {
  const length = saltsBytes + payload.length
  if (nonceBytes + length + tagBytes > sealedBytesMax)
    throw new AuditLogError('AUDIT_ENTRY_INVALID', `payload: expected at most ${sealedBytesMax} bytes when sealed`)
  const plain = length <= roomBytes ? room.subarray(0, length) : Buffer.allocUnsafe(length)
  plain.set(salts.ac, 0)
  plain.set(salts.pc, saltBytes)
  plain.set(payload, saltsBytes)
  const sealed = Buffer.allocUnsafe(nonceBytes + length + tagBytes)
  const nonce = sealed.subarray(0, nonceBytes)
  drawNonce(nonce)
  const cipher = createCipheriv(algorithm, key, nonce)
  cipher.setAAD(Buffer.from(aad, 'latin1'))
  sealed.set(cipher.update(plain), nonceBytes)
  cipher.final()
  sealed.set(cipher.getAuthTag(), nonceBytes + length)
  return sealed
}

/**
 * Opens what `sealPayload` made.
 * @throws AuditLogError `AUDIT_ENTRY_INVALID` for another key, another leaf or a changed byte
 */
export function openSealed(
  sealed: Uint8Array,
  key: KeyObject,
  aad: string,
): { readonly payload: Buffer; readonly salts: { readonly ac: Buffer; readonly pc: Buffer } } {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const end = bytes.length - tagBytes
  if (end < nonceBytes + saltsBytes) throw unopened()
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(aad, 'latin1'))
  decipher.setAuthTag(bytes.subarray(end))
  const plain = decipher.update(bytes.subarray(nonceBytes, end))
  try {
    decipher.final()
  } catch {
    throw unopened()
  }
  return {
    payload: plain.subarray(saltsBytes),
    salts: { ac: plain.subarray(0, saltBytes), pc: plain.subarray(saltBytes, saltsBytes) },
  }
}

/** Commitment to exact bytes: base64url of SHA-256(salt, 16 bytes | bytes). Without the salt nobody can try what was committed to. */
export function commitment(salt: Uint8Array, bytes: Uint8Array): string {
  const length = salt.length + bytes.length
  if (length > roomBytes) return createHash('sha256').update(salt).update(bytes).digest('base64url')
  room.set(salt, 0)
  room.set(bytes, salt.length)
  return hash('sha256', room.subarray(0, length), 'base64url')
}

function drawNonce(into: Uint8Array): void {
  if (drawn.at >= drawn.bytes.length) {
    randomFillSync(drawn.bytes)
    drawn.at = 0
  }
  into.set(drawn.bytes.subarray(drawn.at, drawn.at + nonceBytes))
  drawn.at += nonceBytes
}

function unopened(): AuditLogError {
  return new AuditLogError('AUDIT_ENTRY_INVALID', 'payload: this key does not open it beside this leaf')
}
