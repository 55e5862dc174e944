/** Values of the merged answer, and the three ways an agency fails. */
import type { FailureCode } from '@xinqiao/schema'

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

/** An empty object without a prototype. */
export function answerObject(): AnswerObject {
  return Object.create(null) as AnswerObject
}

/** Whether a value is an object of an answer, and no list. */
export function isAnswerObject(value: unknown): value is AnswerObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
