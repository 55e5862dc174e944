/** Takes an agency's answer into the merged one, at the places it was asked for; what failed is marked there. */
import type { GraphQLSchema } from 'graphql'
import type { CompiledFetch } from '../plan/compile-plan.ts'
import { type AgencyFailure, type AgencyFailureCode, type AnswerObject, isAnswerObject, ownValue } from './answer.ts'
import type { LackingEntity } from './entity-batch.ts'
import type { FailureMarks } from './failure-marks.ts'
import { markErrors } from './mark-errors.ts'
import { mergeAnswer } from './merge-answers.ts'
import type { BadAnswer, ErrorPath, GoodAnswer } from './question.ts'
import { isOfType } from './representations.ts'
import { applyRewrites } from './rewrites.ts'

export interface Taking {
  readonly schema: GraphQLSchema
  readonly marks: FailureMarks
  readonly failed: Map<string, AgencyFailureCode>
  /** Whether one answer may stand at several places; not where equal objects may differ by what is above them. */
  readonly shares: boolean
}

type Answer = GoodAnswer | BadAnswer

/** Takes the answer of a fetch at the root. */
export function takeRoot(on: Taking, fetch: CompiledFetch, answer: Answer, target: AnswerObject): void {
  if (answer.kind === 'failed' || answer.data === null) return markFailed(on, fetch, target, codeOf(answer))
  takeObject(on, fetch, answer, target, own(on, answer.data), answer.errors)
}

/** The list of entities, one for each representation; anything else is no answer to this question. */
export function entityList(answer: Answer, count: number): readonly unknown[] | null {
  const list = answer.kind === 'answer' && answer.data !== null ? ownValue(answer.data, '_entities') : undefined
  return Array.isArray(list) && list.length === count ? list : null
}

/** Takes one entity; a neighbour's failure is not its own. */
export function takeEntity(
  on: Taking,
  fetch: CompiledFetch,
  answer: Answer,
  list: readonly unknown[] | null,
  index: number,
  typename: string,
  target: AnswerObject,
): void {
  if (answer.kind === 'failed' || list === null) return markFailed(on, fetch, target, codeOf(answer))
  const errors = answer.errors.length === 0 ? answer.errors : errorsBelow(answer.errors, index)
  const one = list[index]
  // An agency that knows nothing of an entity says null without an error: its fields are absent, nothing failed.
  if (one === null && errors.length === 0) return setAbsent(fetch, target)
  if (!isAnswerObject(one) || !isNamed(on, one, typename)) return markFailed(on, fetch, target, codeOf(answer))
  takeObject(on, fetch, answer, target, own(on, one), errors)
}

function own({ shares }: Taking, received: AnswerObject): AnswerObject {
  return shares ? received : structuredClone(received)
}

/** An entity whose key came incomplete: absent, or failed with what its key failed by. */
export function takeNothing(on: Taking, fetch: CompiledFetch, { entity, failure }: LackingEntity): void {
  if (failure === null) return
  for (const { key } of fetch.takes) if (ownValue(entity, key) === undefined) on.marks.mark(entity, key, failure)
}

function takeObject(
  on: Taking,
  fetch: CompiledFetch,
  answer: GoodAnswer,
  target: AnswerObject,
  received: AnswerObject,
  errors: readonly ErrorPath[],
): void {
  if (fetch.outputRewrites.length > 0) {
    // A rewrite looks at the type of what it changes.
    if (fetch.requires !== null && received['__typename'] === undefined) received['__typename'] = target['__typename']
    applyRewrites(on.schema, fetch.outputRewrites, received)
  }
  mergeAnswer(on.schema, target, received, fetch.takes)
  if (errors.length === 0) return
  const failure: AgencyFailure = { code: codeOf(answer), agency: fetch.service }
  on.failed.set(fetch.service, failure.code)
  for (const path of errors) markErrors(on.marks, target, path, failure, fetch.takes)
}

/** Every place the fetch should have filled, and did not. */
function markFailed(on: Taking, fetch: CompiledFetch, target: AnswerObject, code: AgencyFailureCode): void {
  const { service: agency } = fetch
  on.failed.set(agency, code)
  for (const { key } of fetch.takes) if (key !== '__typename') on.marks.mark(target, key, { code, agency })
}

function setAbsent(fetch: CompiledFetch, target: AnswerObject): void {
  for (const { key } of fetch.takes) if (ownValue(target, key) === undefined) target[key] = null
}

/** An answer under another type's name is none to this question; an interface's entity may be of any of its types. */
function isNamed({ schema }: Taking, entity: AnswerObject, typename: string): boolean {
  const named = entity['__typename']
  return named === undefined || named === typename || isOfType(schema, entity, typename)
}

/** An agency that names its own error could not answer; one that says nothing of it answered wrongly. */
function codeOf(answer: Answer): AgencyFailureCode {
  if (answer.kind === 'failed') return answer.code
  return answer.errors.length > 0 ? 'SUBGRAPH_UNAVAILABLE' : 'SUBGRAPH_INVALID_ANSWER'
}

/** Paths of the errors of one entity, from the entity on; an error without a place among them touches all. */
function errorsBelow(errors: readonly ErrorPath[], index: number): readonly ErrorPath[] {
  return errors.flatMap(([first, place, ...rest]) => {
    if (first !== '_entities' || typeof place !== 'number') return [[]]
    return place === index ? [rest] : []
  })
}
