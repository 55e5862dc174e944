/**
 * The processes that plan for one supergraph: one as a rule, a second one while a slow document keeps the first, a fresh one
 * in place of one that was ended or has grown. A replacement is ready before its predecessor leaves.
 */
import { type ChildAnswer, PlannerChild } from './planner-child.ts'
import { crewMax, planQueueMax } from './planner-limits.ts'

export interface CrewOptions {
  readonly planBudgetMs: number
  readonly loadBudgetMs: number
  readonly patienceMs: number
  readonly idleMs: number
  readonly rssMb: number
  readonly plansBeforeReplaced: number
}

/** `down`: no process could be made ready. */
export type CrewAnswer =
  | Exclude<ChildAnswer, { readonly kind: 'ended' | 'loaded' }>
  | { readonly kind: 'down' | 'full' }

interface Job {
  readonly operation: string
  readonly done: (answer: CrewAnswer) => void
  /** A process that ended by another hand is no fault of its job: it is tried once more. */
  triesLeft: number
}

export class PlannerCrew {
  readonly #sdl: string
  readonly #options: CrewOptions
  readonly #waiting: Job[] = []
  readonly #members = new Set<PlannerChild>()
  /** Has a successor under way, or ready: then it ends with its last job. */
  #grown: { readonly member: PlannerChild; hasSuccessor: boolean } | null = null
  readonly #closed: Promise<void>
  #onClosed: () => void = () => {}
  #patience: NodeJS.Timeout | null = null
  #idle: NodeJS.Timeout | null = null
  #isKept = true
  #isLeaving = false
  #isClosed = false

  constructor(sdl: string, options: CrewOptions) {
    this.#sdl = sdl
    this.#options = options
    this.#closed = new Promise((resolve) => {
      this.#onClosed = resolve
    })
  }

  /** Process ids, for those who watch over memory. */
  get pids(): readonly number[] {
    return [...this.#members].map(({ pid }) => pid)
  }

  /** Makes sure that a process is ready. */
  warm(): Promise<boolean> {
    const [member] = this.#members
    return (member ?? this.#hire()).loaded
  }

  /** A crew that is not kept gets no new process but for an operation that waits. */
  keep(isKept: boolean): void {
    this.#isKept = isKept
  }

  plan(operation: string): Promise<CrewAnswer> {
    if (this.#isClosed || this.#waiting.length >= planQueueMax) return Promise.resolve({ kind: 'full' })
    return new Promise((done) => {
      this.#waiting.push({ operation, done, triesLeft: 1 })
      this.#serve()
    })
  }

  /** Ends as soon as nothing waits for it. */
  leave(): Promise<void> {
    this.#isLeaving = true
    this.keep(false)
    this.#serve()
    return this.#closed
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const timer of [this.#patience, this.#idle]) if (timer !== null) clearTimeout(timer)
    for (const job of this.#waiting.splice(0)) job.done({ kind: 'full' })
    await Promise.all([...this.#members].map((member) => member.end()))
    this.#onClosed()
  }

  #serve(): void {
    if (this.#isClosed) return
    for (const member of this.#members) {
      if (!member.isFree || this.#isOutgoing(member)) continue
      const job = this.#waiting.shift()
      if (job === undefined) break
      void this.#run(member, job)
    }
    if (this.#members.size === 0 && (this.#isKept || this.#waiting.length > 0)) this.#hire()
    if (this.#waiting.length > 0) this.#armPatience()
    else if (this.#isLeaving && [...this.#members].every(({ isFree }) => isFree)) void this.close()
    else this.#armIdle()
  }

  async #run(member: PlannerChild, job: Job): Promise<void> {
    const answer = await member.plan(job.operation, this.#options.planBudgetMs)
    if (member.hasEnded) this.#members.delete(member)
    if (answer.kind === 'ended' && job.triesLeft > 0 && !this.#isClosed) {
      job.triesLeft -= 1
      this.#waiting.unshift(job)
    } else job.done(answer.kind === 'ended' || answer.kind === 'loaded' ? { kind: 'over' } : answer)
    this.#replaceGrown(member)
    this.#endOutgoing()
    this.#serve()
  }

  #hire(): PlannerChild {
    const member = new PlannerChild(this.#sdl, this.#options.loadBudgetMs)
    this.#members.add(member)
    void member.loaded.then((isLoaded) => this.#taken(member, isLoaded))
    return member
  }

  #taken(member: PlannerChild, isLoaded: boolean): void {
    if (this.#isClosed) void member.end()
    if (isLoaded) {
      void member.gone.then(() => this.#lost(member))
      return this.#serve()
    }
    this.#members.delete(member)
    // Another one waits for the next operation: what cannot be made ready is not tried over and over.
    if (this.#members.size === 0) for (const job of this.#waiting.splice(0)) job.done({ kind: 'down' })
    if (this.#isLeaving) this.#serve()
  }

  /** Ended by another hand, or by ours. */
  #lost(member: PlannerChild): void {
    if (this.#grown?.member === member) this.#grown = null
    this.#members.delete(member)
    this.#serve()
  }

  #replaceGrown(member: PlannerChild): void {
    const { rssMb, plansBeforeReplaced: plansMin } = this.#options
    const hasGrown = !member.hasEnded && member.rssMb > rssMb && member.plans >= plansMin
    if (!hasGrown || this.#grown !== null || !this.#isKept || this.#isClosed) return
    const grown = { member, hasSuccessor: false }
    this.#grown = grown
    void this.#hire().loaded.then((isLoaded) => {
      if (isLoaded) grown.hasSuccessor = true
      else this.#grown = null
      this.#endOutgoing()
    })
  }

  #isOutgoing(member: PlannerChild): boolean {
    return this.#grown?.member === member && this.#grown.hasSuccessor
  }

  #endOutgoing(): void {
    const { member, hasSuccessor } = this.#grown ?? {}
    if (member === undefined || (!member.isFree && !member.hasEnded) || hasSuccessor !== true) return
    this.#grown = null
    this.#members.delete(member)
    void member.end()
  }

  #armPatience(): void {
    if (this.#patience !== null || this.#members.size >= crewMax) return
    this.#patience = setTimeout(() => {
      this.#patience = null
      // One that is being made ready is help enough.
      const areBusy = [...this.#members].every(({ isLoaded }) => isLoaded)
      if (areBusy && this.#waiting.length > 0 && this.#members.size < crewMax) this.#hire()
    }, this.#options.patienceMs)
  }

  #armIdle(): void {
    if (this.#idle !== null) clearTimeout(this.#idle)
    this.#idle = null
    if (this.#members.size < 2) return
    this.#idle = setTimeout(() => {
      const spare = [...this.#members].findLast(({ isFree }) => isFree)
      if (spare === undefined || this.#members.size < 2) return
      this.#members.delete(spare)
      void spare.end()
    }, this.#options.idleMs)
    this.#idle.unref()
  }
}
