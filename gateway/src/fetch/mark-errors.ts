/** Marks the place an agency's error names: the null it stands for, or the last thing above it that is there. */
import type { MergeField } from '../plan/merge-fields.ts'
import { type AgencyFailure, type AnswerObject, isAnswerObject, ownValue } from './answer.ts'
import type { FailureMarks } from './failure-marks.ts'

/**
 * An error without a place, or with one that was not asked for, may be the reason of every null that the fetch gave: none
 * of them is told as if nothing were there. Data that is there stays.
 */
export function markErrors(
  marks: FailureMarks,
  data: AnswerObject,
  path: readonly (string | number)[],
  failure: AgencyFailure,
  fields: readonly MergeField[],
): void {
  if (!fields.some(({ key }) => key === path[0])) return markNulls(marks, data, failure, fields)
  let parent: AnswerObject | unknown[] = data
  for (const step of path) {
    const value: unknown = Array.isArray(parent) ? parent[Number(step)] : ownValue(parent, String(step))
    if (value === null || value === undefined) {
      marks.mark(parent, step, failure)
      return
    }
    if (!Array.isArray(value) && !isAnswerObject(value)) return
    parent = value
  }
}

/** Every null of what was asked, at any depth. */
function markNulls(
  marks: FailureMarks,
  data: AnswerObject,
  failure: AgencyFailure,
  fields: readonly MergeField[],
): void {
  for (const { key, below } of fields) markNull(marks, data, key, ownValue(data, key), failure, below)
}

function markNull(
  marks: FailureMarks,
  parent: object,
  key: string | number,
  value: unknown,
  failure: AgencyFailure,
  below: readonly MergeField[] | null,
): void {
  if (value === null || value === undefined) marks.mark(parent, key, failure)
  else if (Array.isArray(value))
    for (const [index, one] of value.entries()) markNull(marks, value, index, one, failure, below)
  else if (below !== null && isAnswerObject(value)) markNulls(marks, value, failure, below)
}
