/** Salts of an entry's two commitments: drawn for many entries at once, each used once. */
import { randomFillSync } from 'node:crypto'
import type { Salts } from '@xinqiao/audit-log'
import { saltBytes } from '@xinqiao/audit-log'

const bytesAnEntry = 2 * saltBytes
const entriesDrawn = 256
const drawn = { bytes: Buffer.alloc(bytesAnEntry * entriesDrawn), at: bytesAnEntry * entriesDrawn }

/** Fresh ones. They are views: whoever keeps them copies them. */
export function takeSalts(): Salts {
  if (drawn.at >= drawn.bytes.length) {
    // What was drawn before may still be looked at by an entry under way.
    drawn.bytes = randomFillSync(Buffer.allocUnsafeSlow(bytesAnEntry * entriesDrawn))
    drawn.at = 0
  }
  const { at } = drawn
  drawn.at += bytesAnEntry
  return { ac: drawn.bytes.subarray(at, at + saltBytes), pc: drawn.bytes.subarray(at + saltBytes, at + bytesAnEntry) }
}
