/** The questions of one request: identical ones are asked once, and never shared with another caller's; what came back is kept as evidence. */
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { CompiledFetch } from '../plan/compile-plan.ts'
import { type AskDeps, askAgency, type Deadline } from './ask-agency.ts'
import type { BadAnswer, GoodAnswer, Why } from './question.ts'
import type { AnswerEvidence } from './vouching.ts'

/** Reads an answer; the same one each time. */
export type Opener = () => GoodAnswer | BadAnswer
export type Answered = (open: Opener) => void

interface Open {
  opener: Opener | null
  readonly waiting: Answered[]
}

/** What a request asks with. */
export interface Asking {
  readonly running: RunningBundle
  readonly why: Why
  readonly deps: AskDeps
  readonly deadline: Deadline
  /** Runs what an answer brings about: a fault of our own ends the request and nothing else. */
  readonly guarded: (work: () => void) => void
}

export class RequestQuestions {
  /** Every genuine answer, by agency. */
  readonly answers: Map<string, AnswerEvidence[]> = new Map()
  readonly #asking: Asking
  readonly #asked = new Map<string, Open>()

  constructor(asking: Asking) {
    this.#asking = asking
  }

  /** Asks with these values, members of a JSON object; a mutation is asked each time. */
  ask(fetch: CompiledFetch, values: string, done: Answered): void {
    const body = `${fetch.head}${values}}}`
    const name = `${fetch.service}\n${body}`
    const before = fetch.operation.operation === 'mutation' ? undefined : this.#asked.get(name)
    if (before !== undefined) {
      if (before.opener === null) before.waiting.push(done)
      else done(before.opener)
      return
    }
    const open: Open = { opener: null, waiting: [done] }
    this.#asked.set(name, open)
    this.#askOnce(fetch, body, (opener) => {
      open.opener = opener
      this.#asking.guarded(() => {
        for (const one of open.waiting.splice(0)) one(opener)
      })
    })
  }

  /** Lets go of the answers; their evidence stays. */
  letGo(): void {
    for (const open of this.#asked.values()) open.opener = null
  }

  #askOnce(fetch: CompiledFetch, body: string, done: Answered): void {
    const { running, why, deps, deadline } = this.#asking
    const { service } = fetch
    const agency = agencyOf(running, service)
    // An address that the bundle does not hold is never called.
    if (agency === undefined) return done(() => ({ kind: 'failed', code: 'SUBGRAPH_UNAVAILABLE' }))
    askAgency(deps, { agency, fetch, why, body }, deadline, (asked) => {
      this.#keep(service, asked.evidence)
      done(asked.open)
    })
  }

  #keep(service: string, evidence: AnswerEvidence | null): void {
    if (evidence === null) return
    const known = this.answers.get(service)
    if (known === undefined) this.answers.set(service, [evidence])
    else known.push(evidence)
  }
}

type Agency = RunningBundle['bundle']['agencies'][number]

const agencies = new WeakMap<RunningBundle, ReadonlyMap<string, Agency>>()

/** The agency of this name in the bundle. */
export function agencyOf(running: RunningBundle, id: string): Agency | undefined {
  let known = agencies.get(running)
  if (known === undefined) {
    known = new Map(running.bundle.agencies.map((agency) => [agency.id, agency]))
    agencies.set(running, known)
  }
  return known.get(id)
}
