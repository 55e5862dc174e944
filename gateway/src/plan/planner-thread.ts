/** Plans in a thread of its own; a thread over its time is ended and replaced, the operation remembered as too slow. */
import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'
import type { QueryPlan } from '@apollo/query-planner'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { loadBudgetMs, planBudgetMs, planQueueMax, slowMemoryMax, slowMemoryMs, wallPerBudget } from './limits.ts'
import type { Planner, PlanOutcome } from './planner-port.ts'
import type { PlannerReply, PlannerRequest } from './planner-worker.ts'
import { supergraphDigest } from './supergraph-digest.ts'

interface Job {
  readonly running: RunningBundle
  /** `null`: the supergraph alone is loaded. */
  readonly operation: string | null
  readonly done: (outcome: PlanOutcome | Prepared) => void
}

/** Nothing was to be planned: the supergraph is loaded. */
interface Prepared {
  readonly kind: 'prepared'
}

export interface PlannerThreadOptions {
  readonly planBudgetMs: number
  readonly loadBudgetMs: number
  /** Monotonic milliseconds. */
  readonly now: () => number
}

/** Starts no thread before the first operation. Jobs run one after another; each has its own budget. */
export function plannerThread(options: Partial<PlannerThreadOptions> = {}): Planner {
  return new PlannerThread({ planBudgetMs, loadBudgetMs, now: () => performance.now(), ...options })
}

class PlannerThread implements Planner {
  readonly #options: PlannerThreadOptions
  readonly #waiting: Job[] = []
  /** Hash of bundle and operation → instant until which it is not tried again. */
  readonly #slow = new Map<string, number>()
  readonly #loaded = new Set<string>()
  #worker: Worker | null = null
  #current: Job | null = null
  #next = 0

  constructor(options: PlannerThreadOptions) {
    this.#options = options
  }

  plan(running: RunningBundle, operation: string): Promise<PlanOutcome> {
    if (this.#waiting.length >= planQueueMax) return Promise.resolve({ kind: 'overloaded' })
    if ((this.#slow.get(slowKey(running, operation)) ?? 0) > this.#options.now())
      return Promise.resolve({ kind: 'timeout' })
    return new Promise((resolve) => {
      const done = (outcome: PlanOutcome | Prepared): void =>
        resolve(outcome.kind === 'prepared' ? { kind: 'impossible' } : outcome)
      this.#waiting.push({ running, operation, done })
      void this.#work()
    })
  }

  prepare(running: RunningBundle): void {
    if (this.#loaded.has(supergraphDigest(running))) return
    this.#waiting.push({ running, operation: null, done: () => undefined })
    void this.#work()
  }

  async close(): Promise<void> {
    await this.#end()
    for (const job of this.#waiting.splice(0)) job.done({ kind: 'overloaded' })
  }

  async #work(): Promise<void> {
    if (this.#current !== null) return
    const job = this.#waiting.shift()
    if (job === undefined) return
    this.#current = job
    const outcome = await this.#run(job)
    this.#current = null
    job.done(outcome)
    await this.#work()
  }

  async #run({ running, operation }: Job): Promise<PlanOutcome | Prepared> {
    const digest = supergraphDigest(running)
    if (!this.#loaded.has(digest)) {
      const sdl = running.bundle.supergraph
      const loaded = await this.#ask({ kind: 'load', digest, sdl }, this.#options.loadBudgetMs)
      if (loaded === null) return { kind: 'impossible' }
      this.#loaded.add(digest)
    }
    if (operation === null) return { kind: 'prepared' }
    const reply = await this.#ask({ kind: 'plan', id: this.#next++, digest, operation }, this.#options.planBudgetMs)
    if (reply?.kind === 'plan') return { kind: 'plan', plan: JSON.parse(reply.plan) as QueryPlan }
    if (reply !== null) return { kind: 'impossible' }
    this.#remember(slowKey(running, operation))
    return { kind: 'timeout' }
  }

  /**
   * One message and its reply; `null` when the budget ran out or the thread ended: it is replaced then.
   * The budget is the thread's own CPU time, so that a busy machine does not make a lawful document look hostile.
   */
  async #ask(request: PlannerRequest, budgetMs: number): Promise<PlannerReply | null> {
    const worker = (this.#worker ??= new Worker(new URL('./planner-worker.ts', import.meta.url)))
    const before = worker.cpuUsage().catch(() => undefined)
    const wallEnd = this.#options.now() + budgetMs * wallPerBudget
    const reply = await new Promise<PlannerReply | null>((resolve) => {
      const settle = (value: PlannerReply | null) => {
        clearTimeout(timer)
        worker.off('message', settle)
        worker.off('error', ended)
        worker.off('exit', ended)
        resolve(value)
      }
      const ended = () => settle(null)
      const look = async (): Promise<void> => {
        const usedMs = await cpuMsSince(worker, await before)
        if (usedMs >= budgetMs || this.#options.now() >= wallEnd) return ended()
        timer = setTimeout(() => void look(), Math.max(1, budgetMs - usedMs))
      }
      let timer = setTimeout(() => void look(), budgetMs)
      worker.on('message', settle)
      worker.on('error', ended)
      worker.on('exit', ended)
      worker.postMessage(request)
    })
    if (reply === null) await this.#end()
    return reply
  }

  async #end(): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    this.#loaded.clear()
    // A thread that fails while it is being ended has ended.
    worker?.on('error', () => undefined)
    await worker?.terminate()
  }

  #remember(key: string): void {
    this.#slow.set(key, this.#options.now() + slowMemoryMs)
    const oldest = this.#slow.size > slowMemoryMax ? this.#slow.keys().next().value : undefined
    if (oldest !== undefined) this.#slow.delete(oldest)
  }
}

function slowKey(running: RunningBundle, operation: string): string {
  return createHash('sha256').update(supergraphDigest(running)).update('\n').update(operation).digest('base64url')
}

/** CPU milliseconds the thread has used since a reading; a thread that has ended has used all. */
async function cpuMsSince(worker: Worker, before: NodeJS.CpuUsage | undefined): Promise<number> {
  if (before === undefined) return Number.POSITIVE_INFINITY
  try {
    const { user, system } = await worker.cpuUsage(before)
    return (user + system) / 1000
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
