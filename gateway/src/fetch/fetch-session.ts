/** All fetches of one request: one deadline, failures by place, digests, and each identical question asked once. */
import type { FetchContext } from '@xinqiao/schema'
import { type GraphQLSchema, Kind, type SelectionSetNode } from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { CompiledFetch, CompiledNode, CompiledPlan } from '../plan/compile-plan.ts'
import { type AskDeps, askAgency, type BadAnswer, type GoodAnswer } from './ask-agency.ts'
import { entitiesAt } from './entity-places.ts'
import { FailureMarks } from './failure-marks.ts'
import {
  type AgencyFailure,
  type AgencyFailureCode,
  type AnswerObject,
  answerObject,
  isAnswerObject,
} from './fetched.ts'
import { answerHub, hubService } from './hub-subgraph.ts'
import { markErrors } from './mark-errors.ts'
import { mergeAnswer } from './merge-answers.ts'
import { isOfType, representationOf } from './representations.ts'
import { applyRewrites } from './rewrites.ts'
import { broken, trimObject } from './trim-answer.ts'

type Variables = Readonly<Record<string, unknown>>

export class FetchSession {
  readonly marks: FailureMarks = new FailureMarks()
  /** Agencies that failed, with the last code of each. */
  readonly failed: Map<string, AgencyFailureCode> = new Map()
  /** `content-digest` of every signed answer, by agency. */
  readonly digests: Map<string, string[]> = new Map()
  readonly #running: RunningBundle
  readonly #deps: AskDeps
  readonly #context: Omit<FetchContext, 'items'>
  readonly #deadline = new AbortController()
  readonly #timer: NodeJS.Timeout
  readonly #asked = new Map<string, Promise<GoodAnswer | BadAnswer>>()

  constructor(running: RunningBundle, context: Omit<FetchContext, 'items'>, deps: AskDeps, deadlineMs: number) {
    this.#running = running
    this.#context = context
    this.#deps = deps
    this.#timer = setTimeout(() => this.#deadline.abort(), deadlineMs)
  }

  /** Runs a plan into a new answer. */
  async run(plan: CompiledPlan, variables: Variables): Promise<AnswerObject> {
    const data = answerObject()
    if (plan.root !== null) await this.#node(plan.root, variables, data, [])
    return data
  }

  /** Ends the deadline's timer; nothing is asked afterwards. */
  close(): void {
    clearTimeout(this.#timer)
    this.#deadline.abort()
  }

  async #node(
    node: CompiledNode,
    variables: Variables,
    data: AnswerObject,
    path: readonly (string | number)[],
  ): Promise<void> {
    switch (node.kind) {
      case 'sequence':
        for (const one of node.nodes) await this.#node(one, variables, data, path)
        return
      case 'parallel':
        await Promise.all(node.nodes.map((one) => this.#node(one, variables, data, path)))
        return
      case 'flatten':
        return this.#node(node.node, variables, data, [...path, ...node.path])
      case 'fetch':
        return this.#fetch(node, variables, data, path)
      default:
        node satisfies never
    }
  }

  async #fetch(
    fetch: CompiledFetch,
    variables: Variables,
    data: AnswerObject,
    path: readonly (string | number)[],
  ): Promise<void> {
    const used = Object.fromEntries(
      fetch.variables.filter((name) => name in variables).map((name) => [name, variables[name]]),
    )
    const entities = entitiesAt(data, path)
    if (entities.length === 0) return
    if (fetch.requires === null) await this.#root(fetch, used, entities)
    else await this.#entities(fetch, used, entities)
  }

  async #root(fetch: CompiledFetch, variables: Variables, targets: readonly AnswerObject[]): Promise<void> {
    const { apiSchema } = this.#running
    const answer: GoodAnswer | BadAnswer =
      fetch.service === hubService
        ? { kind: 'answer', data: answerHub(this.#running, fetch.operation, variables), errors: [], digest: '' }
        : await this.#ask(fetch, variables)
    const root = apiSchema.getRootType(fetch.operation.operation)?.name ?? null
    const set = fetch.operation.selectionSet
    for (const target of targets) {
      if (answer.kind === 'failed' || answer.data === null) {
        this.#markFailed(target, set, null, fetch.service, answer)
        continue
      }
      const failure = this.#failureOf(fetch.service, answer)
      const trimmed = trimObject({ schema: apiSchema, marks: this.marks, failure }, answer.data, set, root)
      if (trimmed === broken) this.#markFailed(target, set, null, fetch.service, answer)
      else
        this.#take(
          fetch,
          apiSchema,
          target,
          trimmed,
          answer.errors.map(({ path }) => path),
          failure,
        )
    }
  }

  async #entities(fetch: CompiledFetch, variables: Variables, entities: readonly AnswerObject[]): Promise<void> {
    const { apiSchema } = this.#running
    const places = new Map<string, { readonly representation: AnswerObject; readonly targets: AnswerObject[] }>()
    for (const entity of entities) {
      const representation = representationOf(apiSchema, entity, fetch.requires ?? [])
      if (representation === null) continue
      applyRewrites(apiSchema, fetch.inputRewrites, representation)
      const name = JSON.stringify(representation)
      const place = places.get(name) ?? { representation, targets: [] }
      place.targets.push(entity)
      places.set(name, place)
    }
    if (places.size === 0) return
    const asked = [...places.values()]
    const representations = asked.map(({ representation }) => representation)
    const answer = await this.#ask(fetch, { ...variables, representations })
    const set = entitySelections(fetch)
    const received = answer.kind === 'answer' ? entityList(answer.data, asked.length) : null
    for (const [index, { representation, targets }] of asked.entries())
      for (const target of targets) this.#entity(fetch, set, answer, received, index, representation, target)
  }

  #entity(
    fetch: CompiledFetch,
    set: SelectionSetNode,
    answer: GoodAnswer | BadAnswer,
    received: readonly unknown[] | null,
    index: number,
    representation: AnswerObject,
    target: AnswerObject,
  ): void {
    const { apiSchema } = this.#running
    const typename = String(representation['__typename'])
    const errors = answer.kind === 'answer' ? errorsBelow(answer, index) : []
    const one = received?.[index]
    // An agency that knows nothing of an entity says null without an error: its fields are absent, nothing failed.
    if (answer.kind === 'answer' && received !== null && one === null && errors.length === 0) return
    if (answer.kind === 'failed' || received === null || one === null) {
      this.#markFailed(target, set, typename, fetch.service, answer)
      return
    }
    const failure = this.#failureOf(fetch.service, answer)
    const trimmed = trimObject({ schema: apiSchema, marks: this.marks, failure }, one, set, typename, typename)
    if (trimmed === broken) this.#markFailed(target, set, typename, fetch.service, answer)
    else this.#take(fetch, apiSchema, target, trimmed, errors, failure)
  }

  #take(
    fetch: CompiledFetch,
    schema: GraphQLSchema,
    target: AnswerObject,
    trimmed: AnswerObject,
    errors: readonly (readonly (string | number)[])[],
    failure: AgencyFailure,
  ): void {
    for (const path of errors) markErrors(this.marks, trimmed, path, failure)
    applyRewrites(schema, fetch.outputRewrites, trimmed)
    mergeAnswer(target, trimmed, this.marks)
  }

  /** Every place the fetch should have filled, and did not. */
  #markFailed(
    target: AnswerObject,
    set: SelectionSetNode,
    typename: string | null,
    agency: string,
    answer: GoodAnswer | BadAnswer,
  ): void {
    const code =
      answer.kind === 'failed'
        ? answer.code
        : answer.errors.length > 0
          ? 'SUBGRAPH_UNAVAILABLE'
          : 'SUBGRAPH_INVALID_ANSWER'
    this.failed.set(agency, code)
    for (const selection of set.selections)
      if (selection.kind === Kind.FIELD && selection.name.value !== '__typename')
        this.marks.mark(target, selection.alias?.value ?? selection.name.value, { code, agency })
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const as = typename ?? target['__typename']
        const applies = isOfType(this.#running.apiSchema, { __typename: as }, selection.typeCondition?.name.value)
        if (applies) this.#markFailed(target, selection.selectionSet, typename, agency, answer)
      }
  }

  #failureOf(agency: string, answer: GoodAnswer): AgencyFailure {
    const code = answer.errors.length > 0 ? 'SUBGRAPH_UNAVAILABLE' : 'SUBGRAPH_INVALID_ANSWER'
    if (answer.errors.length > 0) this.failed.set(agency, code)
    return { code, agency }
  }

  #ask(fetch: CompiledFetch, variables: Variables): Promise<GoodAnswer | BadAnswer> {
    const { text, operationName, service } = fetch
    const body = JSON.stringify({ query: text, variables, ...(operationName === null ? {} : { operationName }) })
    const name = `${service}\n${body}`
    const answer = this.#asked.get(name) ?? this.#askOnce(fetch, body)
    this.#asked.set(name, answer)
    return answer
  }

  async #askOnce({ service, items }: CompiledFetch, body: string): Promise<GoodAnswer | BadAnswer> {
    const agency = this.#running.bundle.agencies.find(({ id }) => id === service)
    // An address that the bundle does not hold is never called.
    if (agency === undefined) return { kind: 'failed', code: 'SUBGRAPH_UNAVAILABLE', digest: null }
    const context = { ...this.#context, items }
    const answer = await askAgency(this.#deps, { agency, context, body, signal: this.#deadline.signal })
    if (answer.digest !== null) this.digests.set(service, [...(this.digests.get(service) ?? []), answer.digest])
    return answer
  }
}

/** The selection below `_entities`. */
function entitySelections({ operation }: CompiledFetch): SelectionSetNode {
  const [field] = operation.selectionSet.selections
  return field?.kind === Kind.FIELD && field.selectionSet !== undefined ? field.selectionSet : operation.selectionSet
}

/** The list of entities, one for each representation; anything else is no answer to this question. */
function entityList(data: AnswerObject | null, count: number): readonly unknown[] | null {
  const list = isAnswerObject(data) ? data['_entities'] : undefined
  return Array.isArray(list) && list.length === count ? list : null
}

/** Paths of the errors of one entity, from the entity on; an error without a place touches all of them. */
function errorsBelow(answer: GoodAnswer, index: number): readonly (readonly (string | number)[])[] {
  return answer.errors.flatMap(({ path }) => (path.length < 2 ? [[]] : path[1] === index ? [path.slice(2)] : []))
}
