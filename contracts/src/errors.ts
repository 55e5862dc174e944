/** What goes wrong in this package: a document that is not what its format or the law asks, a bundle that must not be run. */
import type { AnyCode } from '@xinqiao/schema'

/** One thing wrong with a document: where, which code, what was expected. Never holds the value. */
export interface DocumentFinding {
  /** `items[2].fields[0]`; empty for the document as a whole. */
  readonly path: string
  readonly code: AnyCode | 'FORMAT_INVALID'
  readonly message: string
}

/** Thrown by the `parse…` functions with every finding at once. Seen by whoever wrote the file; correct it and load again. */
export class ContractError extends Error {
  override readonly name = 'ContractError'
  readonly code = 'DOCUMENT_INVALID'
  readonly source: string
  readonly findings: readonly DocumentFinding[]

  constructor(source: string, findings: readonly DocumentFinding[]) {
    const lines = findings.map(({ path, code, message }) => `${code} ${path === '' ? '' : `${path}: `}${message}`)
    super(`${source}: ${lines.join('; ')}`)
    this.source = source
    this.findings = findings
  }
}

export type BundleErrorCode =
  /** The signature is not of a key on the list, or a byte was changed. Keep the running bundle, alarm. */
  | 'BUNDLE_SIGNATURE_INVALID'
  /** Signed, but not a bundle or key list. Keep the running one, alarm. */
  | 'BUNDLE_MALFORMED'
  /** Past its validity at opening. Data queries get BUNDLE_EXPIRED. */
  | 'BUNDLE_TOO_OLD'
  /** A lower number than the one that runs: a replay. Keep the running one, alarm. */
  | 'BUNDLE_NUMBER_OLD'

/** A bundle or key list that must not be taken. */
export class BundleError extends Error {
  override readonly name = 'BundleError'
  readonly code: BundleErrorCode

  constructor(code: BundleErrorCode, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options)
    this.code = code
  }
}
