/** Failures and refused acts of the registry. Every code has its words, article and next step in the hub's one table. */
import type { AnyCode } from '@xinqiao/schema'

/** Codes of the registry's own that no caller of the hub meets. Each line: who sees it, what to do. */
export type RegistryCode =
  /** Sender of a malformed request: send the shape that the README names. */
  | 'REQUEST_INVALID'
  /** Unsigned or wrongly signed administration: sign with the operator's key. */
  | 'OPERATOR_REQUIRED'
  /** Folder loading outside the development profile: use the life-cycle. */
  | 'DEVELOPMENT_ONLY'
  /** Reader: no such contract or agency. */
  | 'UNKNOWN'
  /** Operator: PostgreSQL does not answer; the act was not done. */
  | 'STORE_UNAVAILABLE'
  /** Codes of the audit store; their words stand beside them in audit/store-errors.ts. */
  | 'AUDIT_STORE_UNAVAILABLE'
  | 'AUDIT_ENTRY_UNKNOWN'
  | 'AUDIT_NOT_STORED_YET'
  | 'AUDIT_QUESTION_INVALID'
  | 'AUDIT_PAYLOAD_HELD'
  /** Codes of the key store; their words stand beside them in keys/key-errors.ts. */
  | 'KEYS_DAMAGED'
  | 'KEYS_DESTROYED'
  | 'KEYS_HELD'
  | 'KEYS_NOT_HELD'
  | 'KEYS_TOO_YOUNG'
  | 'KEYS_UNAVAILABLE'
  | 'MONTH_NOT_YOURS'
  | 'MONTH_UNKNOWN'
  /** Gateway: an audit origin has another key already; a new key needs a new origin. */
  | 'ORIGIN_TAKEN'
  /** Operator: a witness rule that could never be met, or means less than it says; its findings stand in audit/witness-mistakes.ts. */
  | 'WITNESSES_INVALID'

/** One finding of a whole check, in the shape of every door: code, what, where, article, next step. */
export interface Finding {
  readonly code: string
  /** Coordinate, or file and path. */
  readonly where: string
  readonly item?: string
  readonly message: string
  readonly article: string
  readonly next: string
  /** The Chinese, where the code stands in no table of the hub. */
  readonly zh?: string
  readonly nextZh?: string
}

/** Words of a code that stands in no table of the hub. */
export interface RegistryErrorTexts {
  readonly zh: string
  readonly article: string
  readonly next: string
  readonly nextZh: string
}

/** An act that was not done, with everything that stood against it. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError'
  readonly code: AnyCode | RegistryCode
  readonly httpStatus: number
  readonly findings: readonly Finding[]
  readonly texts: RegistryErrorTexts | undefined

  constructor(
    code: AnyCode | RegistryCode,
    httpStatus: number,
    message: string,
    options: ErrorOptions & { readonly findings?: readonly Finding[]; readonly texts?: RegistryErrorTexts } = {},
  ) {
    super(message, options)
    this.code = code
    this.httpStatus = httpStatus
    this.findings = options.findings ?? []
    this.texts = options.texts
  }
}
