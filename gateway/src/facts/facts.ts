/** Facts that change by the second, as the rooms read them (design.md §2.3). */
import type { ConsentAnswer } from '@xinqiao/contracts'
import type { ItemId, StandingRow } from '@xinqiao/schema'

/** How old the standings are: `fresh`; `aging` (office away, at most 5 min: answers say `standingsAsOf`); `stale` (FACTS_STALE). */
export type StandingsAge =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'aging'; readonly asOf: string }
  | { readonly kind: 'stale'; readonly asOf: string | null }

export interface ConsentQuestion {
  readonly grantee: string
  readonly subjects: readonly string[]
  readonly items: readonly ItemId[]
  readonly use: string
  readonly on: string
  readonly requestId: string
}

export interface Facts {
  /** The standing in force of a record, in memory. */
  standingOf(record: string): StandingRow | undefined
  age(): StandingsAge
  /** Never cached; `unavailable` refuses at once (FACTS_STALE). */
  consents(question: ConsentQuestion): Promise<readonly ConsentAnswer[] | 'unavailable'>
}
