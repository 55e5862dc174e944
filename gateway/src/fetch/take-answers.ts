/** Takes an agency's answer into the merged one: cut, marked, merged at the places it was asked for. */
import { type GraphQLSchema, Kind, type SelectionSetNode } from 'graphql'
import type { CompiledFetch } from '../plan/compile-plan.ts'
import { type AgencyFailure, type AgencyFailureCode, type AnswerObject, isAnswerObject } from './answer.ts'
import type { BadAnswer, GoodAnswer } from './ask-agency.ts'
import type { FailureMarks } from './failure-marks.ts'
import { markErrors } from './mark-errors.ts'
import { mergeAnswer } from './merge-answers.ts'
import { isOfType } from './representations.ts'
import { applyRewrites } from './rewrites.ts'
import { broken, trimObject } from './trim-answer.ts'

export interface Taking {
  readonly schema: GraphQLSchema
  readonly marks: FailureMarks
  readonly failed: Map<string, AgencyFailureCode>
}

/** One entity of an answer. */
export interface EntityPlace {
  readonly received: readonly unknown[] | null
  readonly index: number
  readonly typename: string
}

type Answer = GoodAnswer | BadAnswer
type ErrorPath = readonly (string | number)[]

/** Takes the answer of a fetch at the root. */
export function takeRoot(on: Taking, fetch: CompiledFetch, answer: Answer, target: AnswerObject): void {
  const set = fetch.operation.selectionSet
  if (answer.kind === 'failed' || answer.data === null) {
    markFailed(on, target, set, null, fetch.service, answer)
    return
  }
  const failure = failureOf(on, fetch.service, answer)
  const root = on.schema.getRootType(fetch.operation.operation)?.name ?? null
  const trimmed = trimObject({ schema: on.schema, marks: on.marks, failure }, answer.data, set, root)
  if (trimmed === broken) markFailed(on, target, set, null, fetch.service, answer)
  else
    take(
      on,
      fetch,
      target,
      trimmed,
      answer.errors.map(({ path }) => path),
      failure,
    )
}

/** Takes one entity; a neighbour's failure is not its own. */
export function takeEntity(
  on: Taking,
  fetch: CompiledFetch,
  answer: Answer,
  { received, index, typename }: EntityPlace,
  target: AnswerObject,
): void {
  const set = entitySelections(fetch)
  const errors = answer.kind === 'answer' ? errorsBelow(answer, index) : []
  const one = received?.[index]
  // An agency that knows nothing of an entity says null without an error: its fields are absent, nothing failed.
  if (answer.kind === 'answer' && received !== null && one === null && errors.length === 0) return
  if (answer.kind === 'failed' || received === null || one === null) {
    markFailed(on, target, set, typename, fetch.service, answer)
    return
  }
  const failure = failureOf(on, fetch.service, answer)
  const trimmed = trimObject({ schema: on.schema, marks: on.marks, failure }, one, set, typename, typename)
  if (trimmed === broken) markFailed(on, target, set, typename, fetch.service, answer)
  else take(on, fetch, target, trimmed, errors, failure)
}

/** The list of entities, one for each representation; anything else is no answer to this question. */
export function entityList(data: AnswerObject | null, count: number): readonly unknown[] | null {
  const list = isAnswerObject(data) ? data['_entities'] : undefined
  return Array.isArray(list) && list.length === count ? list : null
}

function take(
  on: Taking,
  fetch: CompiledFetch,
  target: AnswerObject,
  trimmed: AnswerObject,
  errors: readonly ErrorPath[],
  failure: AgencyFailure,
): void {
  for (const path of errors) markErrors(on.marks, trimmed, path, failure)
  applyRewrites(on.schema, fetch.outputRewrites, trimmed)
  mergeAnswer(target, trimmed, on.marks)
}

/** Every place the fetch should have filled, and did not. */
function markFailed(
  on: Taking,
  target: AnswerObject,
  set: SelectionSetNode,
  typename: string | null,
  agency: string,
  answer: Answer,
): void {
  const code = codeOf(answer)
  on.failed.set(agency, code)
  for (const selection of set.selections)
    if (selection.kind === Kind.FIELD && selection.name.value !== '__typename')
      on.marks.mark(target, selection.alias?.value ?? selection.name.value, { code, agency })
    else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const as = typename ?? target['__typename']
      const applies = isOfType(on.schema, { __typename: as }, selection.typeCondition?.name.value)
      if (applies) markFailed(on, target, selection.selectionSet, typename, agency, answer)
    }
}

function failureOf(on: Taking, agency: string, answer: GoodAnswer): AgencyFailure {
  if (answer.errors.length > 0) on.failed.set(agency, 'SUBGRAPH_UNAVAILABLE')
  return { code: codeOf(answer), agency }
}

/** An agency that names its own error could not answer; one that says nothing of it answered wrongly. */
function codeOf(answer: Answer): AgencyFailureCode {
  if (answer.kind === 'failed') return answer.code
  return answer.errors.length > 0 ? 'SUBGRAPH_UNAVAILABLE' : 'SUBGRAPH_INVALID_ANSWER'
}

/** The selection below `_entities`. */
function entitySelections({ operation }: CompiledFetch): SelectionSetNode {
  const [field] = operation.selectionSet.selections
  return field?.kind === Kind.FIELD && field.selectionSet !== undefined ? field.selectionSet : operation.selectionSet
}

/** Paths of the errors of one entity, from the entity on; an error without a place touches all of them. */
function errorsBelow(answer: GoodAnswer, index: number): readonly ErrorPath[] {
  return answer.errors.flatMap(({ path }) => (path.length < 2 ? [[]] : path[1] === index ? [path.slice(2)] : []))
}
