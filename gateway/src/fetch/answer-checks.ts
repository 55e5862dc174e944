/**
 * Signatures of answers that came over a line which vouches for them: a port. Whoever fills it checks each within moments off
 * the answering thread; what has no room is checked at once by whoever asks (trust.md §4, "Hub side").
 */
import type { BundleAgency } from '@xinqiao/contracts'

export interface UncheckedSignature {
  readonly agency: BundleAgency
  readonly base: string
  /** As it stands in the header, colons included. */
  readonly signature: string
}

export interface AnswerChecks {
  /** Whether one more may wait. */
  hasRoom(): boolean
  add(unchecked: UncheckedSignature): void
}
