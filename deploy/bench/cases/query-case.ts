/** A case of questions: answers compared, engines warmed, then rounds in which each engine has its turn; medians count. */
import { type BenchRow, median, rounded } from '../bench-row.ts'
import type { Engine, Question } from '../engines/engine.ts'
import { warmUpSeconds } from '../limits.ts'
import type { LoadJob, LoadResult } from '../load/load.ts'
import type { Child } from '../measure/child.ts'
import { usageOf } from '../measure/process-usage.ts'
import { demandAlike } from './compare-answers.ts'

/** What is asked, how often at once, and of whom. `engines[0]` is compared with all others. */
export interface QueryCase {
  readonly name: string
  readonly questions: readonly Question[]
  readonly connections: number
  readonly engines: readonly Engine[]
  readonly rounds: number
  readonly seconds: number
}

interface Turn {
  readonly cpuMsPerRequest: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly rssMb: number
  readonly requestsPerSecond: number
}

/** Questions compared before the first turn; all of them would take as long as a round. */
const comparedMax = 25

/**
 * Runs the case.
 * @throws Error when engines answer differently, or an engine refuses under load
 */
export async function runQueryCase(
  wish: QueryCase,
  load: Child,
  tell: (line: string) => void,
): Promise<readonly BenchRow[]> {
  await compare(wish)
  const turns = new Map<string, Turn[]>(wish.engines.map(({ name }) => [name, []]))
  for (const engine of wish.engines) await takeTurn(wish, engine, load, warmUpSeconds)
  for (let round = 0; round < wish.rounds; round += 1) {
    const order = round % 2 === 0 ? wish.engines : wish.engines.toReversed()
    for (const engine of order) {
      const turn = await takeTurn(wish, engine, load, wish.seconds)
      turns.get(engine.name)?.push(turn)
      tell(
        `${wish.name} round ${round + 1}/${wish.rounds} ${engine.name}: ${turn.cpuMsPerRequest.toFixed(4)} ms CPU, ${turn.requestsPerSecond.toFixed(0)} req/s`,
      )
    }
  }
  return [...turns].map(([engine, taken]) => rowOf(wish.name, engine, taken))
}

async function compare({ questions, engines: [first, ...others] }: QueryCase): Promise<void> {
  const stride = Math.max(1, Math.floor(questions.length / comparedMax))
  const alike = others.filter(({ answersAlike }) => answersAlike)
  for (const question of questions.filter((_, at) => at % stride === 0)) {
    const answer = await first?.send(question)
    for (const other of alike) demandAlike(answer, await other.send(question))
  }
}

async function takeTurn(wish: QueryCase, engine: Engine, load: Child, seconds: number): Promise<Turn> {
  const job: LoadJob = {
    target: await engine.target(),
    bodies: wish.questions.map(({ body }) => body),
    connections: wish.connections,
    seconds,
  }
  await load.ask({ prepare: job })
  const before = usageOf(engine.pid)
  const result = (await load.ask({ run: true })) as LoadResult
  const after = usageOf(engine.pid)
  if (result.failed > 0)
    throw new Error(
      `${engine.name} failed ${result.failed} of ${result.completed} requests. ${result.firstFailure ?? ''}`,
    )
  return {
    cpuMsPerRequest: (after.cpuMs - before.cpuMs) / result.completed,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    rssMb: after.rssMb,
    requestsPerSecond: (result.completed / result.elapsedMs) * 1000,
  }
}

function rowOf(name: string, engine: string, turns: readonly Turn[]): BenchRow {
  const middle = (figure: keyof Turn): number => rounded(median(turns.map((turn) => turn[figure])))
  return {
    case: name,
    engine,
    cpuMsPerRequest: middle('cpuMsPerRequest'),
    p50Ms: middle('p50Ms'),
    p99Ms: middle('p99Ms'),
    rssMb: middle('rssMb'),
    ratioToFloor: null,
    requestsPerSecond: middle('requestsPerSecond'),
    more: { leastCpuMsPerRequest: rounded(Math.min(...turns.map(({ cpuMsPerRequest }) => cpuMsPerRequest))) },
  }
}
