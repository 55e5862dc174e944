/** What room 5 hands on: the merged answers of the agencies, cut to what was asked, and which places failed. */
import type { FailureCode } from '@xinqiao/schema'
import type { Planned } from '../plan/planned.ts'
import type { FetchSession } from './fetch-session.ts'

/** An object of the answer; it has no prototype, so no name in it means anything but itself. */
export type AnswerObject = { [key: string]: unknown }

export type AgencyFailureCode = Extract<
  FailureCode,
  'SUBGRAPH_UNAVAILABLE' | 'SUBGRAPH_TIMEOUT' | 'SUBGRAPH_INVALID_ANSWER'
>

export interface AgencyFailure {
  readonly code: AgencyFailureCode
  readonly agency: string
}

export interface Fetched extends Omit<Planned, 'kind'> {
  readonly kind: 'fetched'
  /** Root response names of the planned operation. */
  readonly data: AnswerObject
  /** Failures by place, failed agencies, digests; refills of pages go through it within the same deadline. */
  readonly session: FetchSession
}

/** An empty object without a prototype. */
export function answerObject(): AnswerObject {
  return Object.create(null) as AnswerObject
}

/** Whether a value is an object of an answer, and no list. */
export function isAnswerObject(value: unknown): value is AnswerObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
