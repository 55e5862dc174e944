/** What one entry of the log says. Subjects and officials stand in it as keyed pseudonyms only, made by the caller (audit.md §2, D6). */
import { hash } from 'node:crypto'
import { AuditLogError } from '../errors.ts'
import { leafBytesMax } from '../limits.ts'
import { canonicalJson, type Json } from './canonical-json.ts'
import { Mismatch } from './checks.ts'
import { type AuditKind, entryForm } from './forms.ts'

/** One entry: plain JSON in the closed form of its kind. `at`: UTC milliseconds; the index gives the order, never the clock. */
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

/**
 * The leaf of an entry as text: its canonical form (RFC 8785). Entries built with their fields in canonical order are written at once.
 * @throws AuditLogError `AUDIT_ENTRY_INVALID`: a field too many, missing or of another type, or more than 65,535 bytes
 */
export function leafText(entry: AuditEntry): string {
  const leaf = checked(entry) ? JSON.stringify(entry) : canonicalJson(entry)
  // A byte count is only taken where the units could come to more.
  if (leaf.length * 3 > leafBytesMax && Buffer.byteLength(leaf) > leafBytesMax)
    throw new AuditLogError('AUDIT_ENTRY_INVALID', `expected at most ${leafBytesMax} bytes`)
  return leaf
}

/** Hash of a leaf, hexadecimal. RFC 6962: a leaf is hashed behind a zero byte, so that no leaf is ever taken for a node. */
export function leafHashOf(leaf: string): string {
  return hash('sha256', `\u0000${leaf}`, 'hex')
}

/**
 * Reads a leaf back; it must be canonical and of a known form.
 * @throws AuditLogError `AUDIT_ENTRY_INVALID`
 */
export function readLeaf(leaf: Uint8Array): AuditEntry {
  const entry = parsed(leaf)
  checked(entry)
  if (Buffer.from(canonicalJson(entry)).compare(leaf) !== 0)
    throw new AuditLogError('AUDIT_ENTRY_INVALID', 'expected canonical JSON (RFC 8785)')
  return entry
}

function parsed(leaf: Uint8Array): AuditEntry {
  try {
    return JSON.parse(Buffer.from(leaf.buffer, leaf.byteOffset, leaf.byteLength).toString('utf8')) as AuditEntry
  } catch {
    throw new AuditLogError('AUDIT_ENTRY_INVALID', 'expected JSON')
  }
}

function checked(entry: AuditEntry): boolean {
  try {
    return entryForm(entry)
  } catch (error) {
    if (error instanceof Mismatch) throw new AuditLogError('AUDIT_ENTRY_INVALID', error.message)
    throw error
  }
}
