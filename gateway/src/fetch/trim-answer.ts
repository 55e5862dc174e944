/**
 * An agency's answer, cut to what was asked of it: no other key, type or entity passes. A value that is not of its
 * declared type becomes null where GraphQL lets it, with a mark; neighbours stay (faults.md rows 3, 5).
 */
import {
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql'
import { fieldType } from '../plan/schema-walk.ts'
import { type AgencyFailure, type AnswerObject, answerObject, isAnswerObject } from './answer.ts'
import type { FailureMarks } from './failure-marks.ts'
import { isLeafOf } from './leaf-values.ts'
import { isOfType } from './representations.ts'

export interface Trimming {
  readonly schema: GraphQLSchema
  readonly marks: FailureMarks
  /** What a wrong value means: an invalid answer, or the agency's own error. */
  readonly failure: AgencyFailure
}

/** Nothing lawful stands here: the nearest nullable place becomes null. */
export const broken: unique symbol = Symbol('broken')

/** An object of a declared type; `typename`: the type its representation named. */
export function trimObject(
  on: Trimming,
  value: unknown,
  set: SelectionSetNode,
  declared: string | null,
  typename: string | null = null,
): AnswerObject | typeof broken {
  if (!isAnswerObject(value)) return broken
  const named = value['__typename']
  const runtime = typeof named === 'string' ? named : typename
  if (typename !== null && runtime !== typename) return broken
  if (!isPossible(on.schema, declared, runtime)) return broken
  const trimmed = answerObject()
  if (runtime !== null) trimmed['__typename'] = runtime
  return trimFields(on, value, set, runtime ?? declared, trimmed) ? trimmed : broken
}

function trimFields(
  on: Trimming,
  value: AnswerObject,
  set: SelectionSetNode,
  type: string | null,
  into: AnswerObject,
): boolean {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const applies = isOfType(on.schema, { __typename: type ?? undefined }, selection.typeCondition?.name.value)
      if (applies && !trimFields(on, value, selection.selectionSet, type, into)) return false
      continue
    }
    const key = selection.alias?.value ?? selection.name.value
    if (selection.name.value === '__typename') {
      into[key] = type
      continue
    }
    const output = fieldType(on.schema, type, selection.name.value)
    const trimmed = trimValue(on, value[key], output, selection.selectionSet)
    if (trimmed !== broken) into[key] = trimmed
    else if (isNonNullType(output)) return false
    else {
      into[key] = null
      on.marks.mark(into, key, on.failure)
    }
  }
  return true
}

function trimValue(
  on: Trimming,
  value: unknown,
  type: GraphQLOutputType | null,
  set: SelectionSetNode | undefined,
): unknown {
  if (value === undefined) return broken
  if (isNonNullType(type)) return value === null ? broken : trimValue(on, value, type.ofType, set)
  if (value === null) return null
  if (isListType(type)) return trimList(on, value, type.ofType as GraphQLOutputType, set)
  if (set !== undefined) return trimObject(on, value, set, type === null ? null : getNamedType(type).name)
  return isLeafType(type) && !isLeafOf(type, value) ? broken : value
}

function trimList(on: Trimming, value: unknown, type: GraphQLOutputType, set: SelectionSetNode | undefined): unknown {
  if (!Array.isArray(value)) return broken
  const trimmed: unknown[] = []
  for (const [index, one] of value.entries()) {
    const element = trimValue(on, one, type, set)
    if (element === broken && isNonNullType(type)) return broken
    if (element === broken) on.marks.mark(trimmed, index, on.failure)
    trimmed.push(element === broken ? null : element)
  }
  return trimmed
}

function isPossible(schema: GraphQLSchema, declared: string | null, runtime: string | null): boolean {
  if (declared === null || runtime === null || declared === runtime) return true
  const type = schema.getType(declared)
  const one = schema.getType(runtime)
  return isAbstractType(type) && isObjectType(one) && schema.isSubType(type, one)
}
