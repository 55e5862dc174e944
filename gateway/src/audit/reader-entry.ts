/** A read of the log's leaves, by an auditor or by the client that an entry names, as an entry of its own (audit.md §1, §5). */
import type { AuditEntry } from '@xinqiao/audit-log'

/** Who reads, proven. */
export type LogReader =
  /** Key id of an auditor on the office's list. */
  | { readonly kind: 'auditor'; readonly keyId: string }
  | { readonly kind: 'client'; readonly client: string; readonly consumer: string }
  /** Showed something that did not hold. */
  | { readonly kind: 'unproven' }

/** What came of it. */
export interface LogRead {
  /** `gateway/2026/entry/17`, `gateway/2026/tile/entries/000`. */
  readonly object: string
  readonly status: 200 | 401 | 404
  readonly code: 'UNAUTHENTICATED' | 'NOT_FOUND' | null
}

/** Members in the order of canonical JSON. */
export function readerEntry(reader: LogReader, { object, status, code }: LogRead, at: number): AuditEntry {
  const client = reader.kind === 'client' ? reader.client : null
  return {
    act: 'read',
    agency: reader.kind === 'client' ? reader.consumer : null,
    at,
    by: reader.kind === 'auditor' ? reader.keyId : reader.kind,
    client,
    code,
    decision: code === null ? 'permit' : 'refused',
    kind: 'auditor',
    object,
    status,
    v: 1,
  }
}
