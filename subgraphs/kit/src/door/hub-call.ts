/** A fetch of the hub whose signature holds. */
import type { AnsweredRequest } from '@xinqiao/schema'

/** What the hub says of a fetch: why it is made, and which items it reads. */
export interface HubCall {
  readonly contract: string
  readonly purpose: string
  readonly case: string
  readonly official: string
  readonly items: readonly string[]
  readonly requestId: string
  /** What the answer is bound to. */
  readonly answered: AnsweredRequest
}
