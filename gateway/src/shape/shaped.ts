/** What room 7 hands on: the final bytes and what the audit has to say of them. */
import type { ItemId } from '@xinqiao/schema'
import type { Contracted } from '../contract/contracted.ts'
import type { AnswerEvidence } from '../fetch/vouching.ts'
import type { Refused } from '../refused.ts'

/** Subjects that share items and outcome; exact per subject (audit.md §2). Keys are plain here and become pseudonyms in the audit room. */
export interface SeenGroup {
  readonly outcome: string
  readonly items: readonly ItemId[]
  readonly subjects: readonly { readonly kind: 'organization' | 'person'; readonly key: string }[]
  readonly rows: number
}

/** The facts of one answer for its audit entry; no record value is in it. */
export interface AnswerFacts {
  readonly decision: 'permit' | 'partial' | 'refused'
  /** A subject's look at who read its record. */
  readonly isOwnLog: boolean
  /** Code of a whole-request refusal or failure. */
  readonly code: string | null
  readonly operationHash: string | null
  readonly seen: readonly SeenGroup[]
  /** Pairs cut before planning. */
  readonly refused: readonly { readonly code: string; readonly item: ItemId }[]
  /** Rows kept back by the row rules, counted by reason. */
  readonly withheld: Readonly<Record<string, number>>
  readonly failed: readonly { readonly agency: string; readonly code: string }[]
  /** Genuine answers of each agency, in the order in which they came. */
  readonly answers: ReadonlyMap<string, readonly AnswerEvidence[]>
}

export interface Shaped {
  readonly kind: 'shaped'
  readonly from: Contracted | Refused
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The exact answer, JSON in UTF-8, as it is counted, committed to and sent: encoded once. */
  readonly bytes: Buffer
  readonly facts: AnswerFacts
}
