/** Plans in processes of their own; an operation over its budget ends its process and is remembered as too slow. */
import { createHash } from 'node:crypto'
import type { QueryPlan } from '@apollo/query-planner'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { type CrewOptions, PlannerCrew } from './planner-crew.ts'
import * as limits from './planner-limits.ts'
import type { Planner, PlanOutcome } from './planner-port.ts'
import { digestOf, supergraphDigest } from './supergraph-digest.ts'

export interface PlannerOptions extends CrewOptions {
  /** Milliseconds for which the processes of a former supergraph outlive it. */
  readonly formerMs: number
  /** Monotonic milliseconds. */
  readonly now: () => number
}

/** A planner that can be looked at: how many processes plan, and which. */
export interface PlannerProcesses extends Planner {
  readonly pids: readonly number[]
}

const standard: PlannerOptions = {
  planBudgetMs: limits.planBudgetMs,
  loadBudgetMs: limits.loadBudgetMs,
  patienceMs: limits.patienceMs,
  idleMs: limits.idleMs,
  rssMb: limits.plannerRssMb,
  plansBeforeReplaced: limits.plansBeforeReplaced,
  formerMs: limits.formerMs,
  now: () => performance.now(),
}

/** Starts no process before the first supergraph or operation. */
export function plannerProcess(options: Partial<PlannerOptions> = {}): PlannerProcesses {
  return new PlannerProcess({ ...standard, ...options })
}

class PlannerProcess implements PlannerProcesses {
  readonly #options: PlannerOptions
  /** By digest of the supergraph. */
  readonly #crews = new Map<string, PlannerCrew>()
  readonly #leaving = new Map<string, NodeJS.Timeout>()
  /** Crews that finish what waits for them. */
  readonly #departing = new Set<PlannerCrew>()
  /** Hash of supergraph and operation → instant until which it is not tried again. */
  readonly #slow = new Map<string, number>()
  #current = ''

  constructor(options: PlannerOptions) {
    this.#options = options
  }

  get pids(): readonly number[] {
    return [...this.#crews.values()].flatMap(({ pids }) => pids)
  }

  warm(supergraph: string): Promise<boolean> {
    return this.#crewOf(digestOf(supergraph), supergraph).warm()
  }

  run(running: RunningBundle): void {
    this.#current = supergraphDigest(running)
    void this.#crewOf(this.#current, running.bundle.supergraph).warm()
    const others = [...this.#crews.keys()].filter((digest) => digest !== this.#current)
    // Requests in flight hold the bundle before this one at most; one still older finishes what waits for it.
    for (const digest of others.slice(0, -1)) this.#leave(digest)
    for (const [digest, crew] of this.#crews) {
      crew.keep(digest === this.#current)
      this.#arm(digest)
    }
  }

  async plan(running: RunningBundle, operation: string): Promise<PlanOutcome> {
    const digest = supergraphDigest(running)
    const key = createHash('sha256').update(digest).update('\n').update(operation).digest('base64url')
    if ((this.#slow.get(key) ?? 0) > this.#options.now()) return { kind: 'timeout' }
    const answer = await this.#crewOf(digest, running.bundle.supergraph).plan(operation)
    switch (answer.kind) {
      case 'plan':
        return { kind: 'plan', plan: JSON.parse(answer.plan) as QueryPlan, size: answer.plan.length }
      case 'over':
        this.#remember(key)
        return { kind: 'timeout' }
      case 'down':
      case 'full':
        return { kind: 'overloaded' }
      case 'impossible':
      case 'too_large':
        return { kind: answer.kind }
      default:
        return answer satisfies never
    }
  }

  async close(): Promise<void> {
    for (const timer of this.#leaving.values()) clearTimeout(timer)
    await Promise.all([...this.#crews.values(), ...this.#departing].map((crew) => crew.close()))
    this.#crews.clear()
  }

  #crewOf(digest: string, supergraph: string): PlannerCrew {
    const known = this.#crews.get(digest)
    if (known !== undefined) {
      this.#arm(digest)
      return known
    }
    const crew = new PlannerCrew(supergraph, this.#options)
    this.#crews.set(digest, crew)
    this.#arm(digest)
    const oldest = [...this.#crews.keys()].find((one) => one !== digest && one !== this.#current)
    if (this.#crews.size > limits.crewsMax && oldest !== undefined) this.#leave(oldest)
    return crew
  }

  /** A crew that is not the current one (a former supergraph's, or one of a bundle that was not taken) leaves when unused. */
  #arm(digest: string): void {
    clearTimeout(this.#leaving.get(digest))
    if (digest === this.#current) return
    const timer = setTimeout(() => this.#leave(digest), this.#options.formerMs)
    timer.unref()
    this.#leaving.set(digest, timer)
  }

  #leave(digest: string): void {
    const crew = this.#crews.get(digest)
    this.#crews.delete(digest)
    clearTimeout(this.#leaving.get(digest))
    this.#leaving.delete(digest)
    if (crew === undefined) return
    this.#departing.add(crew)
    void crew.leave().then(() => this.#departing.delete(crew))
  }

  #remember(key: string): void {
    this.#slow.delete(key)
    this.#slow.set(key, this.#options.now() + limits.slowMemoryMs)
    const oldest = this.#slow.size > limits.slowMemoryMax ? this.#slow.keys().next().value : undefined
    if (oldest !== undefined) this.#slow.delete(oldest)
  }
}
