/** What goes wrong with an audit log, who sees it and what to do. */

export type AuditLogErrorCode =
  /** The disk does not take entries; the request gets 503 and no data. The writer tries again by itself. */
  | 'AUDIT_UNAVAILABLE'
  /** A group before a good one does not fit: the log does not start and touches nothing. Keep the folder and compare it with an older copy. */
  | 'AUDIT_DAMAGED'
  /** Another living process writes this log. Two writers would make two histories. */
  | 'AUDIT_LOCKED'
  /** The folder belongs to another origin. */
  | 'AUDIT_ORIGIN'
  /** An entry that no log takes: too large, or not plain JSON. A mistake of the caller. */
  | 'AUDIT_ENTRY_INVALID'
  /** A note, checkpoint, key or proof file that does not have its form (C2SP signed-note, tlog-checkpoint, tlog-proof). Ask for it again. */
  | 'AUDIT_NOTE_INVALID'
  /** No key that is trusted signed it, or the signature under a trusted key's name does not hold. Do not use it. */
  | 'AUDIT_SIGNATURE_INVALID'
  /** No signed checkpoint covers the entry yet. One does within 60 seconds: ask again. */
  | 'AUDIT_NOT_COVERED'
  /** A tile or an entry bundle is missing, or not as long as its place in the tree says. */
  | 'AUDIT_TILE_INVALID'
  /** A folder holds links, pipes or files longer than a log writes: it is no copy of a log. Copy it again from the node itself. */
  | 'AUDIT_FOLDER_UNFIT'
  /** The key of an origin cannot be read or made. Restore its file from the backup of the keys, or close the origin. */
  | 'AUDIT_KEY'
  /** Another node does not show its log. Its checkpoint is taken in a later round. */
  | 'AUDIT_NODE_AWAY'
  /** The witness program was started with options, a key file or a folder that do not fit. The message says what was expected. */
  | 'WITNESS_OPTION_INVALID'
  /** A witness policy that could never be met, or met without the witnesses it names. Correct it in the bundle. */
  | 'WITNESS_POLICY_INVALID'

/** Base of all errors of this package. */
export class AuditLogError extends Error {
  override readonly name: string = 'AuditLogError'
  readonly code: AuditLogErrorCode

  constructor(code: AuditLogErrorCode, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options)
    this.code = code
  }
}

/** The entry is not durable and never will be: nothing may leave the hub for it (REG-26.2b). */
export class AuditUnavailable extends AuditLogError {
  override readonly name = 'AuditUnavailable'

  constructor(message: string, options?: ErrorOptions) {
    super('AUDIT_UNAVAILABLE', message, options)
  }
}

/** The log's past does not hold. */
export class AuditDamaged extends AuditLogError {
  override readonly name = 'AuditDamaged'
  readonly badIndex: number
  readonly file: string

  constructor(badIndex: number, file: string, reason: string) {
    super('AUDIT_DAMAGED', `entry ${badIndex} in ${file}: ${reason}`)
    this.badIndex = badIndex
    this.file = file
  }
}
