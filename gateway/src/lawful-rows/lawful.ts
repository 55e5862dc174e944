/** What room 6 hands on: for each fetched record whether it may be shown, for each connection the page it makes. */
import type { RowDecision } from '@xinqiao/contracts'
import type { ItemId } from '@xinqiao/schema'
import type { CreditSubject } from '../authenticate/authenticated.ts'
import type { AgencyFailure, AnswerObject } from '../fetch/answer.ts'
import type { Fetched } from '../fetch/fetched.ts'

/** `absent`: the agency has no such record. `failed`: it sent none that could be judged. */
export type RowVerdict =
  | RowDecision
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

/** A record that is shown, for the audit. */
export interface ShownRow {
  readonly subject: CreditSubject
  readonly item: ItemId
}

export interface Lawful extends Omit<Fetched, 'kind'> {
  readonly kind: 'lawful'
  /** By the record's object in the merged answer: a mask, nothing is copied. */
  readonly rows: ReadonlyMap<object, RowVerdict>
  /** By the connection's object. */
  readonly pages: ReadonlyMap<object, Page>
  readonly shown: readonly ShownRow[]
  /** Rows kept back, by reason; never in a caller's bytes. */
  readonly withheld: Readonly<Record<string, number>>
}
