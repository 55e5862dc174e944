/** Merges an agency's answer into the request's by the names it was asked for: what is there already stays, nobody overwrites another's field. */
import { type GraphQLSchema, isObjectType } from 'graphql'
import type { MergeField } from '../plan/merge-fields.ts'
import { type AnswerObject, isAnswerObject, ownValue } from './answer.ts'

/** Merges in place. */
export function mergeAnswer(
  schema: GraphQLSchema,
  into: AnswerObject,
  from: AnswerObject,
  fields: readonly MergeField[],
): void {
  for (const { key, below } of fields) {
    const value = ownValue(from, key)
    if (value === undefined) continue
    const before = ownValue(into, key)
    if (before === undefined || before === null) into[key] = value
    else if (below !== null) mergeValues(schema, before, value, below)
    else if (key === '__typename' && before !== value && !isTypeOfObjects(schema, before)) into[key] = value
  }
}

/** The name of an entity's interface gives way to that of its type, once an agency knows it; a type's name to none. */
function isTypeOfObjects(schema: GraphQLSchema, name: unknown): boolean {
  return typeof name === 'string' && isObjectType(schema.getType(name))
}

function mergeValues(schema: GraphQLSchema, before: unknown, value: unknown, below: readonly MergeField[]): void {
  if (before === value) return
  if (Array.isArray(before) && Array.isArray(value)) {
    for (const [index, one] of before.entries()) mergeValues(schema, one, value[index], below)
  } else if (isAnswerObject(before) && isAnswerObject(value)) mergeAnswer(schema, before, value, below)
}
