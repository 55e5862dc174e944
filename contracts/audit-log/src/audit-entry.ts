/** What one entry of the log says. Subjects and officials stand in it as keyed pseudonyms only, made by the caller (audit.md §2, D6). */
import { hash } from 'node:crypto'
import { canonicalJson, type Json } from './canonical-json.ts'
import { AuditLogError } from './errors.ts'
import { leafBytesMax } from './limits.ts'

/** `answer`: one answer of the hub, refusals too · `token`: one decision of the token endpoint · `act`: a change by the office · `system`: the log about itself. */
export type AuditKind = 'answer' | 'token' | 'act' | 'stream' | 'receipt' | 'system'

/** One entry: plain JSON, kept as its canonical form (RFC 8785). `at`: UTC milliseconds; the index gives the order, never the clock. */
export type AuditEntry = {
  readonly v: 1
  readonly kind: AuditKind
  readonly at: number
} & { readonly [field: string]: Json }

/** Where an entry stands: what a caller's receipt names. `leafHash`: SHA-256 in hexadecimal, hashed as RFC 6962 hashes leaves. */
export interface AuditReceipt {
  readonly origin: string
  readonly index: number
  readonly leafHash: string
}

/** An entry in the form in which it is hashed and kept. */
export interface Leaf {
  readonly text: string
  readonly hash: string
}

/**
 * Makes the leaf of an entry.
 * @throws AuditLogError `AUDIT_ENTRY_INVALID`
 */
export function leafOf(entry: AuditEntry): Leaf {
  let text: string
  try {
    text = canonicalJson(entry)
  } catch (cause) {
    throw new AuditLogError('AUDIT_ENTRY_INVALID', 'expected plain JSON', { cause })
  }
  if (Buffer.byteLength(text) > leafBytesMax)
    throw new AuditLogError('AUDIT_ENTRY_INVALID', `expected at most ${leafBytesMax} bytes`)
  return { text, hash: leafHash(text) }
}

/** RFC 6962: a leaf is hashed behind a zero byte, so that no leaf is ever taken for a node. */
export function leafHash(text: string): string {
  return hash('sha256', `\u0000${text}`, 'hex')
}
