/** A subject's written authorization, and whether it covers a request (REG-14.2, REG-14.3, REG-16.2b). */
import type { ItemId } from '@xinqiao/schema'

export interface Consent {
  readonly id: string
  /** Subject key: a unified social credit code or a `ref`. */
  readonly subject: { readonly kind: 'organization' | 'person'; readonly key: string }
  readonly grantee: string
  readonly items: readonly ItemId[]
  readonly uses: readonly string[]
  readonly notice: {
    readonly given: readonly string[]
    readonly adverseConsequences: boolean
    readonly at: string
    readonly textHash: string
  }
  readonly form: { readonly kind: string; readonly documentHash: string }
  readonly serviceConditional: boolean
  readonly validFrom: string
  /** Inclusive. */
  readonly validTo: string
  readonly withdrawnAt: string | null
}

/** The office's answer for one subject and one item (design.md §2.3). */
export type ConsentState = 'covered' | 'none' | 'withdrawn' | 'expired' | 'scope'

export interface ConsentAnswer {
  readonly subject: string
  readonly item: ItemId
  readonly state: ConsentState
  /** Id of the consent that covers. */
  readonly consent: string | null
}
