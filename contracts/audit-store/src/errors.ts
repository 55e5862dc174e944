/** Failures of the audit store. No message holds a value of a record, a pseudonym, SQL or an address. */
export type AuditStoreCode =
  /** Operator: PostgreSQL does not answer or refuses; answers go on, `stored` stands still. Start it, or mend `AUDIT_DATABASE_URL`. */
  | 'AUDIT_STORE_UNAVAILABLE'
  /** Nobody: another process moved the head of this origin; the head is read again. */
  | 'AUDIT_HEAD_MOVED'
  /** Asker: no entry of this origin and index is indexed. */
  | 'AUDIT_ENTRY_UNKNOWN'
  /** Asker: the entry's payload is not stored yet; ask again in some seconds. */
  | 'AUDIT_NOT_STORED_YET'
  /** Asker: the question cannot be read; the message names the field. */
  | 'AUDIT_QUESTION_INVALID'

/** A failure of the store, or of a question to it. */
export class AuditStoreError extends Error {
  override readonly name = 'AuditStoreError'
  readonly code: AuditStoreCode

  constructor(code: AuditStoreCode, message: string, options: ErrorOptions = {}) {
    super(message, options)
    this.code = code
  }
}
