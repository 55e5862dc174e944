/** What identifies an entity to an agency: the parts the plan names, copied out of the merged answer, and nothing else. */
import type { QueryPlanSelectionNode } from '@apollo/query-planner'
import { type GraphQLSchema, isAbstractType, isObjectType } from 'graphql'
import { type AnswerObject, answerObject, isAnswerObject, ownValue } from './answer.ts'

/** The representation of one entity, or `null` when it is of another type or lacks a part of its key. */
export function representationOf(
  schema: GraphQLSchema,
  entity: AnswerObject,
  requires: readonly QueryPlanSelectionNode[],
): AnswerObject | null {
  const made = answerObject()
  return copySelections(schema, entity, requires, made) && typeof made['__typename'] === 'string' ? made : null
}

function copySelections(
  schema: GraphQLSchema,
  from: AnswerObject,
  selections: readonly QueryPlanSelectionNode[],
  into: AnswerObject,
): boolean {
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') {
      if (!isOfType(schema, from, selection.typeCondition)) continue
      if (!copySelections(schema, from, selection.selections, into)) return false
      continue
    }
    const key = selection.alias ?? selection.name
    const value = ownValue(from, key)
    // A field that never came makes the key incomplete; a null is a value.
    if (value === undefined) return false
    into[key] = selection.selections === undefined ? value : copyNested(schema, value, selection.selections)
  }
  return true
}

function copyNested(schema: GraphQLSchema, value: unknown, selections: readonly QueryPlanSelectionNode[]): unknown {
  if (Array.isArray(value)) return value.map((one) => copyNested(schema, one, selections))
  if (!isAnswerObject(value)) return value
  const made = answerObject()
  return copySelections(schema, value, selections, made) ? made : null
}

/** Whether an object is of a type, by its `__typename` and the schema. */
export function isOfType(schema: GraphQLSchema, object: AnswerObject, condition: string | undefined): boolean {
  const name = object['__typename']
  if (condition === undefined || name === condition) return true
  if (typeof name !== 'string') return false
  const type = schema.getType(name)
  const conditional = schema.getType(condition)
  return isAbstractType(conditional) && isObjectType(type) && schema.isSubType(conditional, type)
}

/** Parts of a key that one object of the merged answer must have; fragments of all types together. */
export function topKeys(requires: readonly QueryPlanSelectionNode[]): readonly string[] {
  return requires.flatMap((one) =>
    one.kind === 'InlineFragment' ? topKeys(one.selections) : one.name === '__typename' ? [] : [one.alias ?? one.name],
  )
}
