/** The hash under the tree, behind a port: what RFC 6962 builds is the same for every hash of 32 bytes (audit.md §8). */
import { hash } from 'node:crypto'

/** A hash of 32 bytes. `name`: how the `origin` file calls the suite. */
export interface Suite {
  readonly name: string
  /** Hash of these bytes: 32 bytes, the caller's to keep. */
  digest(bytes: Uint8Array): Buffer
}

/** Bytes of every hash of the tree. */
export const hashBytes = 32

/** Whether this is as long as a hash. */
export function isHash(bytes: Uint8Array): boolean {
  return bytes.length === hashBytes
}

/** SHA-256: the suite that C2SP tools read. */
export const intl: Suite = suiteOf('intl', 'sha256')

/** A suite over a hash that this machine's OpenSSL knows by this name. */
export function suiteOf(name: string, algorithm: string): Suite {
  return {
    name,
    // A digest taken as text and written into pooled memory costs a third of one taken as a buffer.
    digest: (bytes) => {
      const out = Buffer.allocUnsafe(hashBytes)
      out.write(hash(algorithm, bytes, 'binary'), 0, hashBytes, 'binary')
      return out
    },
  }
}
