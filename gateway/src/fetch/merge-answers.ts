/** Merges one agency's cut answer into the request's: what is there already stays, nobody overwrites another's field. */

import { type AnswerObject, isAnswerObject } from './answer.ts'
import type { FailureMarks } from './failure-marks.ts'

/** Merges `from` into `into` in place; marks of places move along. */
export function mergeAnswer(into: AnswerObject, from: AnswerObject, marks: FailureMarks): void {
  marks.move(from, into)
  for (const [key, value] of Object.entries(from)) {
    const before = into[key]
    if (before === undefined || before === null) into[key] = value
    else mergeValues(before, value, marks)
  }
}

function mergeValues(before: unknown, value: unknown, marks: FailureMarks): void {
  if (Array.isArray(before) && Array.isArray(value)) {
    for (const [index, one] of before.entries()) mergeValues(one, value[index], marks)
  } else if (isAnswerObject(before) && isAnswerObject(value)) mergeAnswer(before, value, marks)
}
