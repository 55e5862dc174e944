/** What goes wrong in this package: a document, identifier or setting that is not what its format says. */

export type SchemaErrorCode =
  | 'CATALOG_INVALID'
  | 'STANDARD_INVALID'
  | 'FORMAT_INVALID'
  | 'CALENDAR_INVALID'
  | 'CALENDAR_YEAR_MISSING'
  | 'CLOCK_INVALID'
  | 'IDENTIFIER_INVALID'
  | 'REF_KEY_INVALID'

/** One thing wrong: where, and what was expected. Never holds the value itself. */
export interface Finding {
  readonly path: string
  readonly message: string
}

/** Carries every finding at once; its message names each with its path. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError'
  readonly code: SchemaErrorCode
  readonly findings: readonly Finding[]

  constructor(code: SchemaErrorCode, findings: readonly Finding[], options?: ErrorOptions) {
    const lines = findings.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
    super(`${code}: ${lines.join('; ')}`, options)
    this.code = code
    this.findings = findings
  }
}
