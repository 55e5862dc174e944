/** The key of a natural person everywhere but in the document itself: a keyed token of the number (PLAN-III.1a). */
import { createHmac } from 'node:crypto'
import { SchemaError } from '../errors.ts'
import { refKeyBytesMin } from './limits.ts'
import { normalIdentifier } from './normal-form.ts'

/**
 * HMAC-SHA-256 of document kind and number in normal form, base64url. Two spellings give one token; without the key
 * nobody can try numbers against it.
 *
 * @throws SchemaError IDENTIFIER_INVALID for a number without a normal form, REF_KEY_INVALID for a key under 32 bytes
 */
export function personRef(refKey: Uint8Array, kind: string, number: string): string {
  if (refKey.byteLength < refKeyBytesMin)
    throw new SchemaError('REF_KEY_INVALID', [
      { path: '', message: `expected a key of at least ${refKeyBytesMin} bytes, got ${refKey.byteLength}` },
    ])
  const normal = normalIdentifier(number)
  if (normal === undefined)
    throw new SchemaError('IDENTIFIER_INVALID', [
      { path: 'number', message: 'expected letters and digits, got other characters' },
    ])
  return createHmac('sha256', refKey).update(`xinqiao-ref-1\n${kind}\n${normal}`).digest('base64url')
}
