/** All fetches of one request: one deadline, failures by place, digests, and each identical question asked once. */
import type { FetchContext } from '@xinqiao/schema'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { CompiledFetch, CompiledNode, CompiledPlan } from '../plan/compile-plan.ts'
import { type AgencyFailureCode, type AnswerObject, answerObject } from './answer.ts'
import { type AskDeps, askAgency, type BadAnswer, type GoodAnswer } from './ask-agency.ts'
import { entitiesAt } from './entity-places.ts'
import { FailureMarks } from './failure-marks.ts'
import { answerHub, hubService } from './hub-subgraph.ts'
import { representationOf } from './representations.ts'
import { applyRewrites } from './rewrites.ts'
import { entityList, type Taking, takeEntity, takeRoot } from './take-answers.ts'

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
    const answer: GoodAnswer | BadAnswer =
      fetch.service === hubService
        ? { kind: 'answer', data: answerHub(this.#running, fetch.operation, variables), errors: [], digest: '' }
        : await this.#ask(fetch, variables)
    for (const target of targets) takeRoot(this.#taking, fetch, answer, target)
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
    const received = answer.kind === 'answer' ? entityList(answer.data, asked.length) : null
    for (const [index, { representation, targets }] of asked.entries())
      for (const target of targets)
        takeEntity(
          this.#taking,
          fetch,
          answer,
          { received, index, typename: String(representation['__typename']) },
          target,
        )
  }

  get #taking(): Taking {
    return { schema: this.#running.apiSchema, marks: this.marks, failed: this.failed }
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
