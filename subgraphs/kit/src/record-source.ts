/** The port between the graph and an agency's data: whoever keeps records elsewhere writes these two functions. */
import type { CreditRecord } from './credit-record.ts'

/** One page of one item of one subject, newest determination first, then by record id. */
export interface PageQuestion {
  readonly item: string
  /** Unified social credit code or `ref`. */
  readonly subject: string
  /** Rows wanted; the source gives one more where there is one, so that `hasNextPage` is true or false for certain. */
  readonly first: number
  /** The last row already seen. */
  readonly after: PagePosition | null
}

export interface PagePosition {
  readonly determinedOn: string
  readonly record: string
}

/** Both functions answer in the order of the questions, in one round trip however many there are. */
export interface RecordSource {
  pages(questions: readonly PageQuestion[]): Promise<readonly (readonly CreditRecord[])[]>
  records(ids: readonly string[]): Promise<readonly (CreditRecord | null)[]>
}
