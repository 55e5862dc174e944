/** One planner's process: one job at a time, each within its budget of CPU time; over it, the process is ended. */
import type { ChildProcess } from 'node:child_process'
import { forkProgram } from '../bundle/fork-program.ts'
import { plannerHeapMb, wallPerBudget } from './planner-limits.ts'
import type { PlannerReply, PlannerRequest } from './planner-program.ts'
import { mainThreadCpuMs } from './thread-cpu.ts'

/** `over`: ended for its budget or its memory. `ended`: gone by another hand. */
export type ChildAnswer = PlannerReply | { readonly kind: 'over' } | { readonly kind: 'ended' }

const program = new URL('./planner-program.ts', import.meta.url)
/** How a process ends that runs out of its heap. */
const outOfHeap: ReadonlySet<unknown> = new Set(['SIGABRT', 'SIGTRAP', 'SIGILL', 134])

export class PlannerChild {
  /** Whether it has read its supergraph. */
  readonly loaded: Promise<boolean>
  readonly #child: ChildProcess
  /** Resolves when the process has ended. */
  readonly gone: Promise<void>
  /** Settles the job under way when the process ends. */
  #onEnd: (answer: ChildAnswer) => void = () => {}
  #isFree = false
  #isLoaded = false
  #hasEnded = false
  #rssMb = 0
  #plans = 0

  constructor(sdl: string, loadBudgetMs: number) {
    this.#child = forkProgram(program, plannerHeapMb)
    this.gone = new Promise((resolve) => {
      this.#child.once('close', (code, signal) => {
        this.#hasEnded = true
        this.#onEnd(outOfHeap.has(signal ?? code) ? { kind: 'over' } : { kind: 'ended' })
        resolve()
      })
    })
    this.loaded = this.#ask({ kind: 'load', sdl }, loadBudgetMs).then(({ kind }) => {
      this.#isLoaded = kind === 'loaded'
      this.#isFree = this.#isLoaded
      if (!this.#isLoaded) void this.end()
      return this.#isLoaded
    })
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  get isLoaded(): boolean {
    return this.#isLoaded
  }

  /** Loaded, alive and without a job. */
  get isFree(): boolean {
    return this.#isFree && !this.#hasEnded
  }

  get hasEnded(): boolean {
    return this.#hasEnded
  }

  /** Resident megabytes after its last job. */
  get rssMb(): number {
    return this.#rssMb
  }

  /** Operations it has planned. */
  get plans(): number {
    return this.#plans
  }

  async plan(operation: string, budgetMs: number): Promise<ChildAnswer> {
    this.#isFree = false
    this.#plans += 1
    const answer = await this.#ask({ kind: 'plan', operation }, budgetMs)
    this.#isFree = 'rssMb' in answer
    return answer
  }

  /** Ends it at once; resolves when it is gone. */
  async end(): Promise<void> {
    this.#isFree = false
    if (!this.#hasEnded) this.#child.kill('SIGKILL')
    await this.gone
  }

  async #ask(request: PlannerRequest, budgetMs: number): Promise<ChildAnswer> {
    const startMs = performance.now()
    const startCpuMs = mainThreadCpuMs(this.pid)
    const answer = await new Promise<ChildAnswer>((resolve) => {
      const settle = (value: ChildAnswer): void => {
        clearTimeout(timer)
        this.#child.off('message', replied)
        this.#onEnd = () => {}
        resolve(value)
      }
      const replied = (message: unknown): void => settle(message as PlannerReply)
      const look = (): void => {
        const leftMs = timeLeft(budgetMs, startMs, startCpuMs, mainThreadCpuMs(this.pid))
        if (leftMs <= 0) return settle({ kind: 'over' })
        timer = setTimeout(look, leftMs)
      }
      let timer = setTimeout(look, budgetMs)
      this.#child.on('message', replied)
      this.#onEnd = settle
      this.#child.send(request, () => undefined)
    })
    if ('rssMb' in answer) this.#rssMb = answer.rssMb
    else await this.end()
    return answer
  }
}

/** The budget is CPU time, so that a busy machine does not make a lawful document look hostile; the clock bounds it. */
function timeLeft(budgetMs: number, startMs: number, startCpuMs: number | null, cpuMs: number | null): number {
  const wallLeftMs = budgetMs * wallPerBudget - (performance.now() - startMs)
  if (startCpuMs === null || cpuMs === null) return wallLeftMs
  const cpuLeftMs = budgetMs - (cpuMs - startCpuMs)
  return cpuLeftMs <= 0 ? 0 : Math.min(wallLeftMs, Math.max(10, cpuLeftMs))
}
