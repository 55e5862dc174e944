/** What room 5 hands on: the merged answers of the agencies, cut to what was asked, and which places failed. */
import type { Planned } from '../plan/planned.ts'
import type { AnswerObject } from './answer.ts'
import type { FetchSession } from './fetch-session.ts'

export interface Fetched extends Omit<Planned, 'kind'> {
  readonly kind: 'fetched'
  /** Root response names of the planned operation. */
  readonly data: AnswerObject
  /** Failures by place, failed agencies, digests; refills of pages go through it within the same deadline. */
  readonly session: FetchSession
}
