/** Why one place of an answer stays closed: a refusal of the law, or a failure of the facts or of an agency. */
import type { Refusal } from '@xinqiao/contracts'
import type { AnyCode, ItemId } from '@xinqiao/schema'
import { codeEntry } from '@xinqiao/schema'

export interface Stop {
  readonly code: AnyCode
  readonly item: ItemId | null
  readonly article: string
  /** The agency that failed; `null` for refusals. */
  readonly agency: string | null
}

/** A refusal as the answer shows it. */
export function stopOf(refusal: Refusal): Stop {
  return { code: refusal.code, item: refusal.item, article: refusal.article, agency: null }
}

/** A failure of the facts, with the article of its code. */
export function failureStop(code: AnyCode, item: ItemId | null, agency: string | null = null): Stop {
  return { code, item, article: codeEntry(code).article, agency }
}
