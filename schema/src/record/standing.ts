/** What the law currently says of a record. Its keeping is the credit office's, its effect is a rule of contracts. */

export type Standing = 'disclosed' | 'annotated' | 'expired' | 'restored' | 'revoked'

/** One row of the office's numbered standings stream (design.md §2.3). A later row of a record replaces the earlier. */
export interface StandingRow {
  /** Ordered, gap-free number of the row. */
  readonly n: number
  readonly record: string
  readonly standing: Standing
  /** Legal date from which it holds (`since` of an annotation, `decidedOn` else). */
  readonly since: string
  readonly document: string | null
  readonly case: string | null
}
