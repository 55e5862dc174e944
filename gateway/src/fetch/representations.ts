/** What identifies an entity to an agency: the parts the plan names, copied out of the merged answer, and nothing else. */
import type { QueryPlanSelectionNode } from '@apollo/query-planner'
import { type GraphQLSchema, isAbstractType, isObjectType } from 'graphql'
import { type AgencyFailure, type AnswerObject, answerObject, isAnswerObject, ownValue } from './answer.ts'
import type { FailureMarks } from './failure-marks.ts'

/** What representations are read with. */
export interface ReadingKeys {
  readonly schema: GraphQLSchema
  readonly marks: FailureMarks
}

/** There is no representation: of another type, without a part that was never given, or with one that failed. */
export class Missing {
  readonly failure: AgencyFailure | null

  constructor(failure: AgencyFailure | null = null) {
    this.failure = failure
  }
}

const missing = new Missing()

/** The representation of one entity. */
export function representationOf(
  on: ReadingKeys,
  entity: AnswerObject,
  requires: readonly QueryPlanSelectionNode[],
): AnswerObject | Missing {
  const made = answerObject()
  const lacks = copySelections(on, entity, requires, made)
  if (lacks !== null) return lacks
  return typeof made['__typename'] === 'string' ? made : missing
}

/** A part of a key. A null is a value, unless it stands for a failure: what were computed from it would be wrong. */
export function partOf({ marks }: Pick<ReadingKeys, 'marks'>, from: AnswerObject, key: string): unknown {
  const value = ownValue(from, key)
  if (value !== undefined && value !== null) return value
  const failure = marks.isEmpty ? undefined : marks.at(from, key)
  if (failure !== undefined) return new Missing(failure)
  return value === null ? null : missing
}

function copySelections(
  on: ReadingKeys,
  from: AnswerObject,
  selections: readonly QueryPlanSelectionNode[],
  into: AnswerObject,
): Missing | null {
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') {
      if (!isOfType(on.schema, from, selection.typeCondition)) continue
      const lacks = copySelections(on, from, selection.selections, into)
      if (lacks !== null) return lacks
      continue
    }
    const key = selection.alias ?? selection.name
    const part = partOf(on, from, key)
    const copied = selection.selections === undefined ? part : copyNested(on, part, selection.selections)
    if (copied instanceof Missing) return copied
    into[key] = copied
  }
  return null
}

function copyNested(on: ReadingKeys, value: unknown, selections: readonly QueryPlanSelectionNode[]): unknown {
  if (Array.isArray(value)) {
    const list: unknown[] = []
    for (const [index, one] of value.entries()) {
      const failure = one === null && !on.marks.isEmpty ? on.marks.at(value, index) : undefined
      const copied = failure === undefined ? copyNested(on, one, selections) : new Missing(failure)
      if (copied instanceof Missing) return copied
      list.push(copied)
    }
    return list
  }
  if (value instanceof Missing || !isAnswerObject(value)) return value
  const made = answerObject()
  return copySelections(on, value, selections, made) ?? made
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
