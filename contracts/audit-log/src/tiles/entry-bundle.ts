/** C2SP entry bundle: for each entry its length in two bytes, big end first, then its bytes. */
import { AuditLogError } from '../errors.ts'

const lengthBytes = 2

/** One entry as it stands in a bundle; at most 65,535 bytes long. */
export function bundled(leaf: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(lengthBytes + leaf.length)
  bytes.writeUInt16BE(leaf.length)
  bytes.set(leaf, lengthBytes)
  return bytes
}

/**
 * The first `count` entries of a bundle; without a count all, and then nothing may be left over. They share the bundle's memory.
 * @throws AuditLogError `AUDIT_TILE_INVALID`
 */
export function readBundle(bytes: Buffer, count?: number): Buffer[] {
  const leaves: Buffer[] = []
  let at = 0
  while (count === undefined ? at < bytes.length : leaves.length < count) {
    const start = at + lengthBytes
    const end = start <= bytes.length ? start + bytes.readUInt16BE(at) : Number.POSITIVE_INFINITY
    if (end > bytes.length) throw new AuditLogError('AUDIT_TILE_INVALID', 'an entry bundle ends within an entry')
    leaves.push(bytes.subarray(start, end))
    at = end
  }
  return leaves
}
