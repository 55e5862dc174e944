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
  | 'not_in_catalog'
  | 'not_own'
  | 'not_begun'
  | 'consent'

/** What the row rules say of one record; `ceasesOn` is the first day it is no longer shown, `null` without a known end. */
export type RowDecision =
  | { readonly kind: 'show'; readonly duties: readonly Duty[]; readonly ceasesOn: string | null }
  | { readonly kind: 'withheld'; readonly reason: WithheldReason }

/** What they say of it today. */
export type TodaysRowDecision =
  | { readonly kind: 'show'; readonly duties: readonly Duty[] }
  | { readonly kind: 'withheld'; readonly reason: WithheldReason }

const noDuties: readonly Duty[] = Object.freeze([])
const plainPermit: Permit = Object.freeze({ kind: 'permit', duties: noDuties })

/** A permit, with what it still obliges to. */
export function permit(duties: readonly Duty[] = noDuties): Permit {
  return duties.length === 0 ? plainPermit : Object.freeze({ kind: 'permit', duties: Object.freeze([...duties]) })
}

/** A refusal; `item` stays `null` where the whole request is refused. */
export function refusal(code: RefusalCode, article: string, item: ItemId | null = null): Refusal {
  return Object.freeze({ kind: 'refusal', code, item, article })
}

export function withheld(reason: WithheldReason): { readonly kind: 'withheld'; readonly reason: WithheldReason } {
  return Object.freeze({ kind: 'withheld', reason })
}
