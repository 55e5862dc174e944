/** One engine's turn: load for so long, and what the engine's process used meanwhile. */
import type { Engine, Question } from '../engines/engine.ts'
import { expectedMore, firstPerSecond } from '../limits.ts'
import type { LoadJob, LoadResult } from '../load/load.ts'
import type { Child } from '../measure/child.ts'
import { childrenCpuMs, mainThreadCpuMs, threadCpuMs, usageOf } from '../measure/process-usage.ts'

/** Node's names of its threads. */
const poolThread = 'libuv-worker'
const engineThread = 'V8Worker'

/** What is asked, and how often at once. */
export interface TurnWish {
  readonly questions: readonly Question[]
  readonly connections: number
  readonly seconds: number
}

/** What a turn showed; processor times are per completed request. */
export interface Turn {
  readonly cpuMsPerRequest: number
  /** Of it, the thread that checks proofs and answers. */
  readonly checkThreadCpuMs: number
  /** Of it, the thread that answers. */
  readonly mainThreadCpuMs: number
  /** Of it, Node's pool of threads: files, and cryptography that is asked for without waiting. */
  readonly poolThreadsCpuMs: number
  /** Of it, helpers of V8: garbage and compiling. */
  readonly engineThreadsCpuMs: number
  /** Not of it: processes that the engine's started, such as the keeper of its log. */
  readonly childrenCpuMs: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly rssMb: number
  readonly requestsPerSecond: number
}

/** Runs a turn; `last` is this engine's turn before, where there was one. @throws Error when one request is not answered as it should be */
export async function takeTurn(wish: TurnWish, engine: Engine, load: Child, last?: Turn): Promise<Turn> {
  const job: LoadJob = {
    target: await engine.target(),
    bodies: wish.questions.map((question) => engine.bodyOf(question)),
    connections: wish.connections,
    seconds: wish.seconds,
    expected: Math.ceil(wish.seconds * (last === undefined ? firstPerSecond : last.requestsPerSecond * expectedMore)),
  }
  await load.ask({ prepare: job })
  const before = usedBy(engine)
  const result = (await load.ask({ run: true })) as LoadResult
  const after = usedBy(engine)
  if (result.failed > 0)
    throw new Error(
      `${engine.name} failed ${result.failed} of ${result.completed} requests. ${result.firstFailure ?? ''}`,
    )
  const each = (used: (at: typeof after) => number): number =>
    Math.max(0, used(after) - used(before)) / result.completed
  return {
    cpuMsPerRequest: each(({ all }) => all),
    checkThreadCpuMs: each(({ check }) => check),
    mainThreadCpuMs: each(({ main }) => main),
    poolThreadsCpuMs: each(({ pool }) => pool),
    engineThreadsCpuMs: each(({ v8 }) => v8),
    childrenCpuMs: each(({ children }) => children),
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    rssMb: after.rssMb,
    requestsPerSecond: (result.completed / result.elapsedMs) * 1000,
  }
}

type Used = Readonly<Record<'all' | 'check' | 'main' | 'pool' | 'v8' | 'children' | 'rssMb', number>>

function usedBy({ pid, checkThread }: Engine): Used {
  const { cpuMs, rssMb } = usageOf(pid)
  return {
    all: cpuMs,
    check: checkThread === null ? 0 : threadCpuMs(pid, checkThread),
    main: mainThreadCpuMs(pid),
    pool: threadCpuMs(pid, poolThread),
    v8: threadCpuMs(pid, engineThread),
    children: childrenCpuMs(pid),
    rssMb,
  }
}
