/** What vouches for a question and its answer, as the room sees it: signatures towards agencies, or nothing at all (a port). */
import type { VerifiedAnswer } from '@xinqiao/schema'
import type { AgencyAnswer } from './agency-transport.ts'
import type { Question } from './question.ts'

/** What the audit keeps of a genuine answer: digest, key, time and signature. */
export type AnswerEvidence = VerifiedAnswer

/** An attempt as it goes out. */
export interface Sent {
  readonly url: string
  /** Header lines, each ended by CR LF. */
  readonly headers: string
  /** Looks at the answer: the evidence of it, or `null` when it is not the agency's. */
  readonly check: (answer: AgencyAnswer) => AnswerEvidence | null
}

export interface Vouching {
  /** Made anew for every attempt, also for a retry: no nonce is sent twice. */
  send(question: Question): Sent
}
