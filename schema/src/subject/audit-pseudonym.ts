/** Names of persons and bodies in the audit log (audit.md §2): one spelling for who writes them and who looks them up. */
import { createHmac, type KeyObject } from 'node:crypto'

/** What a pseudonym may stand for. */
export type PseudonymKind = 'organization' | 'person' | 'official'

const pseudonymBytes = 16

/**
 * `base64url(HMAC-SHA-256(K_month, kind|key)[0..16])`, 22 characters. Without the month's key nobody can try numbers
 * against it, and the names of two months cannot be linked.
 */
export function auditPseudonym(monthKey: KeyObject, kind: PseudonymKind, key: string): string {
  const mac = createHmac('sha256', monthKey).update(`${kind}|${key}`).digest()
  return mac.toString('base64url', 0, pseudonymBytes)
}
