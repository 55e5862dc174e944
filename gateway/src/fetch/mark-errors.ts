/** Marks the place an agency's error names: the null it stands for, or the last thing above it that is there. */
import type { MergeField } from '../plan/merge-fields.ts'
import { type AgencyFailure, type AnswerObject, isAnswerObject, ownValue } from './answer.ts'
import type { FailureMarks } from './failure-marks.ts'

/** An error without a place marks every null that the fetch gave at the top; data that is there stays. */
export function markErrors(
  marks: FailureMarks,
  data: AnswerObject,
  path: readonly (string | number)[],
  failure: AgencyFailure,
  fields: readonly MergeField[],
): void {
  if (path.length === 0) {
    for (const { key } of fields) if ((ownValue(data, key) ?? null) === null) marks.mark(data, key, failure)
    return
  }
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
