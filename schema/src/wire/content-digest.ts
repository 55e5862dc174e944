/** `content-digest` (RFC 9530), SHA-256 alone: over a body in memory, or over a file as it streams by. */
import { createHash, type Hash, hash } from 'node:crypto'
import { WireError } from './wire-error.ts'

const prefix = 'sha-256=:'
const suffix = ':'
const digestBytes = 32
const encodedLength = 44

/** Field value for a body; no body is the digest of no bytes. */
export function contentDigest(body?: Uint8Array | string): string {
  return `${prefix}${hash('sha256', body ?? '', 'base64')}${suffix}`
}

/** Field value for a SHA-256 digest that has been computed already. */
export function digestField(sha256: Uint8Array): string {
  if (sha256.length !== digestBytes) throw new WireError('DIGEST_MISMATCH', `expected ${digestBytes} bytes`)
  return `${prefix}${Buffer.from(sha256).toString('base64')}${suffix}`
}

/**
 * Compares a body with the field that was signed.
 * @throws WireError `DIGEST_MISMATCH`
 */
export function demandDigest(field: string, body?: Uint8Array): void {
  if (field !== contentDigest(body)) throw mismatch()
}

/** Counts a file's digest while it streams by; the file counts only once `demand` has returned. */
export class StreamingDigest {
  readonly #hash: Hash = createHash('sha256')
  readonly #field: string

  /** @throws WireError `DIGEST_MISMATCH` for a field that is no SHA-256 digest. */
  constructor(field: string) {
    const shaped = field.startsWith(prefix) && field.endsWith(suffix)
    if (!shaped || field.length !== prefix.length + encodedLength + suffix.length) throw mismatch()
    this.#field = field
  }

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk)
  }

  /**
   * Call once, after the last chunk and before anything of the file is kept.
   * @throws WireError `DIGEST_MISMATCH`
   */
  demand(): void {
    if (`${prefix}${this.#hash.digest('base64')}${suffix}` !== this.#field) throw mismatch()
  }
}

function mismatch(): WireError {
  return new WireError('DIGEST_MISMATCH', 'the bytes are not those that were signed for')
}
