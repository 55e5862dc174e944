/** Whether a leaf is canonical JSON of a known form. A million of them are read, so each is parsed and written once. */
import { AuditLogError } from '../errors.ts'
import { type AuditEntry, leafText } from '../leaf/audit-entry.ts'

const replacement = '\ufffd'

/** The entry, or undefined for anything that no writer of this log would have written. */
export function checkedEntry(leaf: Buffer): AuditEntry | undefined {
  const text = leaf.toString('utf8')
  // Bytes that are no UTF-8 read like this character: then, and only then, the bytes are compared.
  if (text.includes(replacement) && !Buffer.from(text).equals(leaf)) return undefined
  try {
    const entry = JSON.parse(text) as AuditEntry
    return leafText(entry) === text ? entry : undefined
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof AuditLogError || error instanceof TypeError) return undefined
    throw error
  }
}
