/**
 * Names of persons and bodies in the audit log (audit.md §2): `base64url(HMAC-SHA-256(K_month, kind|key)[0..16])`.
 * The month's key is derived from the gateway's secret; without it nobody can try numbers against a pseudonym, and
 * pseudonyms of two months cannot be linked.
 */
import { createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto'
import { legalDateOf } from '@xinqiao/schema'

const info = 'xinqiao-audit-pseudonym-1'
const keyBytes = 32
const pseudonymBytes = 16
const monthsKept = 3
/** Pseudonyms of a month kept in memory: whoever is asked about is often asked about again. */
const pseudonymsKept = 5_000

export interface MonthKey {
  /** `2026-11`, Asia/Shanghai: the field `key` of an entry. */
  readonly month: string
  pseudonym(kind: 'organization' | 'person' | 'official', key: string): string
  /** Commitment to exact bytes, with a salt that the holder of the month's key finds again by the request's id. */
  commitment(requestId: string, bytes: Uint8Array): string
}

export interface Pseudonyms {
  /** The key of the month an instant lies in. */
  at(ms: number): MonthKey
}

/** Month keys from one secret of at least 32 bytes; the newest three stay in memory. */
export function pseudonyms(secret: Uint8Array): Pseudonyms {
  const months = new Map<string, MonthKey>()
  return {
    at: (ms) => {
      const month = legalDateOf(ms).slice(0, 7)
      const known = months.get(month)
      if (known !== undefined) return known
      const key = monthKey(secret, month)
      const oldest = months.size >= monthsKept ? months.keys().next().value : undefined
      if (oldest !== undefined) months.delete(oldest)
      months.set(month, key)
      return key
    },
  }
}

/** Random bytes are drawn for many ids at once; each is used once. */
const ids = { bytes: Buffer.alloc(0), at: 0 }
const idsDrawn = 256

/** An id of 128 random bits. */
export function newRequestId(): string {
  if (ids.at >= ids.bytes.length) {
    ids.bytes = randomBytes(pseudonymBytes * idsDrawn)
    ids.at = 0
  }
  ids.at += pseudonymBytes
  return ids.bytes.toString('base64url', ids.at - pseudonymBytes, ids.at)
}

function monthKey(secret: Uint8Array, month: string): MonthKey {
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, month, info, keyBytes)))
  const short = (text: string): Buffer => createHmac('sha256', key).update(text).digest().subarray(0, pseudonymBytes)
  const known = new Map<string, string>()
  return {
    month,
    pseudonym: (kind, name) => {
      const text = `${kind}|${name}`
      const before = known.get(text)
      if (before !== undefined) return before
      if (known.size >= pseudonymsKept) known.clear()
      const made = short(text).toString('base64url')
      known.set(text, made)
      return made
    },
    commitment: (requestId, bytes) =>
      createHmac('sha256', short(`salt|${requestId}`))
        .update(bytes)
        .digest('base64url'),
  }
}
