/**
 * Cursors as callers see them: the agency's own, sealed with AES-256-GCM and bound to contract, subject and place, so that
 * nobody reads a withheld record's date out of one or carries one elsewhere (trust.md §9). Bytes: iv 12 | text | tag 16,
 * base64url; the iv is an HMAC of what is sealed, so the same row gives the same cursor.
 */
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { cursorLengthMax } from './limits.ts'

export interface CursorPlace {
  readonly contract: string
  readonly subject: string
  readonly coordinate: string
}

const ivBytes = 12
const tagBytes = 16

/** The key of cursors from its 32 bytes; a key object is read once, bytes would be read at every cursor. */
export function cursorKeyOf(bytes: Uint8Array): KeyObject {
  return createSecretKey(bytes)
}

/** Seals an agency's cursor for one place. */
export function sealCursor(key: KeyObject, cursor: string, place: CursorPlace): string {
  const bound = boundTo(place)
  const iv = createHmac('sha256', key).update(bound).update('\n').update(cursor).digest().subarray(0, ivBytes)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(bound)
  const text = Buffer.concat([cipher.update(cursor, 'utf8'), cipher.final()])
  return Buffer.concat([iv, text, cipher.getAuthTag()]).toString('base64url')
}

/** The agency's cursor, or `null` for one that was changed, or was made for another contract, subject or place. */
export function openCursor(key: KeyObject, sealed: string, place: CursorPlace): string | null {
  if (sealed.length > cursorLengthMax || !/^[\w-]+$/u.test(sealed)) return null
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length <= ivBytes + tagBytes || bytes.toString('base64url') !== sealed) return null
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes))
  decipher.setAAD(boundTo(place))
  decipher.setAuthTag(bytes.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

function boundTo({ contract, subject, coordinate }: CursorPlace): Buffer {
  return Buffer.from(JSON.stringify(['xinqiao-cursor-1', contract, subject, coordinate]))
}
