/** What a reader of an exchange file gives for each line: a record for the ingest door to judge, or why there is none. */

/** A line of the file by its number, from 1; the header is line 1 of a plain file. */
export interface TableLine {
  readonly line: number
  /** Cells as text, in the order of the columns. */
  readonly cells: readonly string[]
}

/** Why a line gives no record; where (a column's code or `''`) and what was expected, never the value. */
export interface ExchangeProblem {
  readonly path: string
  readonly message: string
}

/**
 * A line with a record in the form of data.md §2, not judged yet: a cell that cannot be read stands in it as it was, so that
 * the door refuses it by its path. `standing: 'annotated'` when the file says that an objection is pending.
 */
export type ExchangeRow =
  | { readonly line: number; readonly record: unknown; readonly standing?: 'annotated' }
  | { readonly line: number; readonly error: ExchangeProblem }

/** The file cannot be read on from here; readers turn it into the last row. */
export class ExchangeFileError extends Error {
  override readonly name = 'ExchangeFileError'
  readonly line: number

  constructor(line: number, message: string, options?: ErrorOptions) {
    super(message, options)
    this.line = line
  }
}
