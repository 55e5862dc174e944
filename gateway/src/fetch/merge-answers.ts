/** Merges an agency's answer into the request's by the names it was asked for: what is there already stays, nobody overwrites another's field. */
import type { MergeField } from '../plan/merge-fields.ts'
import { type AnswerObject, isAnswerObject, ownValue } from './answer.ts'

/** Merges in place. */
export function mergeAnswer(into: AnswerObject, from: AnswerObject, fields: readonly MergeField[]): void {
  for (const { key, below } of fields) {
    const value = ownValue(from, key)
    if (value === undefined) continue
    const before = ownValue(into, key)
    // The name of an entity's interface gives way to that of its type, once an agency knows it.
    if (before === undefined || before === null || key === '__typename') into[key] = value
    else if (below !== null) mergeValues(before, value, below)
  }
}

function mergeValues(before: unknown, value: unknown, below: readonly MergeField[]): void {
  if (before === value) return
  if (Array.isArray(before) && Array.isArray(value)) {
    for (const [index, one] of before.entries()) mergeValues(one, value[index], below)
  } else if (isAnswerObject(before) && isAnswerObject(value)) mergeAnswer(before, value, below)
}
