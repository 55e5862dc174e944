/** What room 6 hands on: for each fetched record whether it may be shown, for each connection the page it makes. */
import type { TodaysRowDecision } from '@xinqiao/contracts'
import type { ItemId } from '@xinqiao/schema'
import type { CreditSubject } from '../authenticate/authenticated.ts'
import type { AgencyFailure, AnswerObject } from '../fetch/answer.ts'
import type { Fetched } from '../fetch/fetched.ts'

/** `absent`: the agency has no such record. `failed`: it sent none that could be judged. */
export type RowVerdict =
  | TodaysRowDecision
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly failure: AgencyFailure }

export type Page =
  | {
      readonly kind: 'page'
      readonly nodes: readonly AnswerObject[]
      readonly hasNextPage: boolean
      /** Sealed when the caller asks for it; most pages are never gone on from. */
      readonly endCursor: () => string | null
    }
  | { readonly kind: 'failed'; readonly failure: AgencyFailure }

/** Rows that are shown, counted by subject and item, for the audit. */
export interface ShownRows {
  subjects(): Iterable<CreditSubject>
  /** By the subject's key. */
  rowsOf(subject: string): ReadonlyMap<ItemId, number> | undefined
}

/**
 * The mask: verdicts on records and pages of connections, laid over the merged answer without copying it. They hang on the
 * objects themselves under names that no JSON can hold. Whatever bears no verdict is not shown.
 */
export interface Mask {
  verdictOf(record: AnswerObject): RowVerdict | undefined
  pageOf(connection: AnswerObject): Page | undefined
  judge(record: AnswerObject, verdict: RowVerdict): void
  page(connection: AnswerObject, page: Page): void
}

const verdict = Symbol('verdict')
const pageMark = Symbol('page')

interface Marked {
  [verdict]?: RowVerdict
  [pageMark]?: Page
}

export const mask: Mask = Object.freeze({
  verdictOf: (record: AnswerObject) => (record as Marked)[verdict],
  pageOf: (connection: AnswerObject) => (connection as Marked)[pageMark],
  judge: (record: AnswerObject, one: RowVerdict) => {
    ;(record as Marked)[verdict] = one
  },
  page: (connection: AnswerObject, one: Page) => {
    ;(connection as Marked)[pageMark] = one
  },
})

export interface Lawful extends Omit<Fetched, 'kind'> {
  readonly kind: 'lawful'
  readonly mask: Mask
  readonly shown: ShownRows
  /** Rows kept back, by reason; never in a caller's bytes. */
  readonly withheld: Readonly<Record<string, number>>
}
