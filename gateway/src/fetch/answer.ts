/** Values of the merged answer, and the three ways an agency fails. */
import type { FailureCode } from '@xinqiao/schema'

/**
 * An object of the answer. Those the hub makes have no prototype; those an agency's JSON made are read by the names that were
 * asked alone, through `ownValue`, so that no name in them means anything but itself.
 */
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

/** A member of an answer's object; what a prototype lends (`constructor`) is no value: JSON holds no functions. */
export function ownValue(object: AnswerObject, key: string): unknown {
  const value = object[key]
  return typeof value === 'function' || (key === '__proto__' && !Object.hasOwn(object, key)) ? undefined : value
}
