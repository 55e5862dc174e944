/** A decision is a frozen value told apart by `kind`; refusal is a value, never thrown (design.md §1). */
import type { ItemId, RefusalCode } from '@xinqiao/schema'

/** What a permit still obliges the hub to do. */
export type Duty =
  | { readonly kind: 'mask'; readonly fields: readonly string[] }
  | { readonly kind: 'annotate'; readonly since: string; readonly caseNumber: string | null }

export interface Permit {
  readonly kind: 'permit'
  readonly duties: readonly Duty[]
}

/** A refusal with code, catalog item (absent for whole-request refusals) and article. */
export interface Refusal {
  readonly kind: 'refusal'
  readonly code: RefusalCode
  readonly item: ItemId | null
  readonly article: string
}

export type Decision = Permit | Refusal

/** Why a row may not be shown; never reaches a caller's bytes (D9), feeds and audit need it. */
export type WithheldReason =
  | 'expired'
  | 'restored'
  | 'revoked'
  | 'minor'
  | 'under_age'
  | 'subject_kind'
  | 'division'
  | 'superseded'
  | 'workflow'
  | 'class'
  | 'unlinked'
  | 'not_provider'

/** What the row rules say of one record. */
export type RowDecision =
  | { readonly kind: 'show'; readonly duties: readonly Duty[]; readonly ceasesOn: string | null }
  | { readonly kind: 'withheld'; readonly reason: WithheldReason }
