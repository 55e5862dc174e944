/** All fetches of one request: one deadline, failures by place, digests, and each identical question asked once. */
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { CompiledFetch, CompiledNode, CompiledPlan } from '../plan/compile-plan.ts'
import { type AgencyFailureCode, type AnswerObject, answerObject } from './answer.ts'
import type { AskDeps } from './ask-agency.ts'
import { type ContextBatches, contextBatches } from './context-values.ts'
import { type EntityBatch, entityBatch } from './entity-batch.ts'
import { entitiesAt } from './entity-places.ts'
import { FailureMarks } from './failure-marks.ts'
import { answerHub, hubService } from './hub-subgraph.ts'
import type { BadAnswer, GoodAnswer, Why } from './question.ts'
import { RequestDeadline } from './request-deadline.ts'
import { agencyOf, type Opener, RequestQuestions } from './request-questions.ts'
import { entityList, type Taking, takeEntity, takeNothing, takeRoot } from './take-answers.ts'
import { afterAll, type Held, isLast, settle } from './taking-turns.ts'
import type { AnswerEvidence } from './vouching.ts'

type Values = Readonly<Record<string, unknown>>
type Path = readonly (string | number)[]
export class FetchSession implements Taking {
  readonly marks: FailureMarks = new FailureMarks()
  /** Agencies that failed, with the last code of each. */
  readonly failed: Map<string, AgencyFailureCode> = new Map()
  readonly schema: RunningBundle['apiSchema']
  shares = true
  readonly #running: RunningBundle
  readonly #deadline: RequestDeadline
  readonly #questions: RequestQuestions
  /** Objects that stood before an answer was hung on them. */
  readonly #targets: (readonly AnswerObject[])[] = []
  #broken: (error: unknown) => void = () => {}

  constructor(running: RunningBundle, why: Why, deps: AskDeps, deadlineMs: number) {
    this.#running = running
    this.schema = running.apiSchema
    const deadline = new RequestDeadline(deadlineMs)
    this.#deadline = deadline
    this.#questions = new RequestQuestions({ running, why, deps, deadline, guarded: (work) => this.#guarded(work) })
  }

  /** Every genuine answer, by agency. */
  get answers(): ReadonlyMap<string, readonly AnswerEvidence[]> {
    return this.#questions.answers
  }

  /** Runs a plan into a new answer. */
  run({ root, byContext }: CompiledPlan, values: Values): Promise<AnswerObject> {
    const data = answerObject()
    this.#targets.push([data])
    if (byContext) this.shares = false
    if (root === null) return Promise.resolve(data)
    return new Promise((resolve, reject) => {
      this.#broken = reject
      this.#guarded(() => this.#node(root, values, data, [], new Map(), null, () => resolve(data)))
    })
  }

  /** A fault of our own ends the request and nothing else: answers come in outside of anybody's promise. */
  #guarded(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#broken(error)
    }
  }

  /** Ends the deadline; nothing is asked afterwards. */
  close(): void {
    this.#deadline.end()
  }

  /**
   * Lets go of the answers. Whatever has outlived a few collections while the agencies were asked lies among the old objects,
   * where it keeps what was hung on it until the next full collection, long after the request has ended.
   */
  letGo(): void {
    for (const targets of this.#targets)
      for (const target of targets) for (const key of Object.keys(target)) target[key] = undefined
    this.#questions.letGo()
    this.#targets.length = 0
  }

  #node(
    node: CompiledNode,
    values: Values,
    data: AnswerObject,
    path: Path,
    batches: Map<string, EntityBatch>,
    held: Held,
    done: () => void,
  ): void {
    switch (node.kind) {
      case 'sequence':
        return this.#sequence(node.nodes, 0, values, data, path, done)
      case 'parallel':
        return this.#parallel(node.nodes, values, data, path, done)
      case 'flatten':
        return this.#node(
          node.node,
          values,
          data,
          path.length === 0 ? node.path : [...path, ...node.path],
          batches,
          held,
          done,
        )
      case 'fetch':
        return this.#fetch(node, values, data, path, batches, held, done)
      default:
        node satisfies never
    }
  }

  #sequence(
    nodes: readonly CompiledNode[],
    at: number,
    values: Values,
    data: AnswerObject,
    path: Path,
    done: () => void,
  ): void {
    const node = nodes[at]
    if (node === undefined) return done()
    this.#node(node, values, data, path, new Map(), null, () => this.#sequence(nodes, at + 1, values, data, path, done))
  }

  /** What starts together sees the same keys: they are read once. What nothing follows is taken when all of it is there. */
  #parallel(nodes: readonly CompiledNode[], values: Values, data: AnswerObject, path: Path, done: () => void): void {
    if (nodes.length === 0) return done()
    const batches = new Map<string, EntityBatch>()
    const held: (() => void)[] = []
    const one = afterAll(nodes.length, () => {
      for (const take of held.splice(0)) take()
      done()
    })
    for (const node of nodes) this.#node(node, values, data, path, batches, isLast(node) ? held : null, one)
  }

  #fetch(
    fetch: CompiledFetch,
    values: Values,
    data: AnswerObject,
    path: Path,
    batches: Map<string, EntityBatch>,
    held: Held,
    done: () => void,
  ): void {
    const { requires } = fetch
    if (requires !== null) return this.#entities(fetch, values, data, path, batches, held, done)
    const targets = entitiesAt(data, path)
    const taken = (open: Opener): void =>
      settle(held, done, () => {
        const answer = open()
        for (const target of targets) takeRoot(this, fetch, answer, target)
      })
    if (targets.length === 0) return done()
    if (fetch.service === hubService && subjectsAreHubs(this.#running))
      return taken(() => ({ kind: 'answer', data: answerHub(this.#running, fetch, values), errors: [] }))
    this.#questions.ask(fetch, valuesText(fetch, values), taken)
  }

  #entities(
    fetch: CompiledFetch,
    values: Values,
    data: AnswerObject,
    path: Path,
    batches: Map<string, EntityBatch>,
    held: Held,
    done: () => void,
  ): void {
    const own = valuesText(fetch, values)
    if (fetch.contextRewrites.length > 0)
      return this.#byContext(fetch, own, contextBatches(this, data, path, fetch), held, done)
    this.#askEntities(fetch, own, entityBatch(this, data, path, fetch, batches), held, done)
  }

  /** One question for each set of values from above. */
  #byContext(
    fetch: CompiledFetch,
    own: string,
    { batches, lacking }: ContextBatches,
    held: Held,
    done: () => void,
  ): void {
    for (const one of lacking) takeNothing(this, fetch, one)
    if (batches.length === 0) return done()
    const one = afterAll(batches.length, done)
    for (const { values, batch } of batches)
      this.#askEntities(fetch, [own, values].filter((text) => text !== '').join(','), batch, held, one)
  }

  #askEntities(fetch: CompiledFetch, own: string, batch: EntityBatch, held: Held, done: () => void): void {
    for (const one of batch.lacking) takeNothing(this, fetch, one)
    if (batch.places.length === 0) return done()
    this.#questions.ask(fetch, `${own}${own === '' ? '' : ','}"representations":${batch.text}`, (open) =>
      settle(held, done, () => this.#takeEntities(fetch, batch, open())),
    )
  }

  #takeEntities(fetch: CompiledFetch, { places }: EntityBatch, answer: GoodAnswer | BadAnswer): void {
    const list = entityList(answer, places.length)
    for (let index = 0; index < places.length; index += 1) {
      const place = places[index]
      if (place === undefined) continue
      this.#targets.push(place.targets)
      for (const target of place.targets) takeEntity(this, fetch, answer, list, index, place.typename, target)
    }
  }
}

/** Whether the supergraph's `hub` is the hub's own subgraph: no agency answers under its name. */
function subjectsAreHubs(running: RunningBundle): boolean {
  return agencyOf(running, hubService) === undefined
}

/** The values of a fetch as members of its JSON. */
function valuesText({ variables }: CompiledFetch, values: Values): string {
  let text = ''
  for (const name of variables) {
    const value = values[name]
    if (value !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${JSON.stringify(value)}`
  }
  return text
}
