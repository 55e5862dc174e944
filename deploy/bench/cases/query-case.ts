/** A case of questions: answers compared, engines warmed, then rounds in which each engine has its turn; medians count. */
import { type BenchRow, median, rounded } from '../bench-row.ts'
import { askEngine, type Engine } from '../engines/engine.ts'
import { warmUpSeconds, warmUpTurns } from '../limits.ts'
import type { Child } from '../measure/child.ts'
import { demandAlike } from './compare-answers.ts'
import { type Turn, type TurnWish, takeTurn } from './turn.ts'

/** What is asked, and of whom. `engines[0]` is compared with all others. */
export interface QueryCase extends TurnWish {
  readonly name: string
  readonly engines: readonly Engine[]
  readonly rounds: number
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
  const last = new Map<string, Turn>()
  const warmUp = { ...wish, seconds: Math.min(warmUpSeconds, warmUpTurns * wish.seconds) }
  for (const engine of wish.engines) last.set(engine.name, await takeTurn(warmUp, engine, load))
  for (let round = 0; round < wish.rounds; round += 1) {
    const order = round % 2 === 0 ? wish.engines : wish.engines.toReversed()
    for (const engine of order) {
      const turn = await takeTurn(wish, engine, load, last.get(engine.name))
      last.set(engine.name, turn)
      turns.get(engine.name)?.push(turn)
      tell(
        `${wish.name} round ${round + 1}/${wish.rounds} ${engine.name}: ${turn.cpuMsPerRequest.toFixed(4)} ms CPU, ${turn.requestsPerSecond.toFixed(0)} req/s`,
      )
    }
  }
  return wish.engines.map((engine) => rowOf(wish.name, engine, turns.get(engine.name) ?? []))
}

async function compare({ questions, engines: [first, ...others] }: QueryCase): Promise<void> {
  const stride = Math.max(1, Math.floor(questions.length / comparedMax))
  const alike = others.filter(({ answersAlike }) => answersAlike)
  for (const question of questions.filter((_, at) => at % stride === 0)) {
    const answer = first === undefined ? null : await askEngine(first, question)
    for (const other of alike) demandAlike(answer, await askEngine(other, question), `${other.name}: data`)
  }
}

function rowOf(name: string, { name: engine, checkThread }: Engine, turns: readonly Turn[]): BenchRow {
  const middle = (figure: keyof Turn): number => median(turns.map((turn) => turn[figure]))
  const least = Math.min(...turns.map(({ cpuMsPerRequest }) => cpuMsPerRequest))
  const parts = {
    verifyThreadCpuMs: rounded(middle('checkThreadCpuMs')),
    cpuMsWithoutVerifyThread: rounded(middle('cpuMsPerRequest') - middle('checkThreadCpuMs')),
    mainThreadCpuMs: rounded(middle('mainThreadCpuMs')),
    poolThreadsCpuMs: rounded(middle('poolThreadsCpuMs')),
    engineThreadsCpuMs: rounded(middle('engineThreadsCpuMs')),
    childrenCpuMs: rounded(middle('childrenCpuMs')),
  }
  return {
    case: name,
    engine,
    cpuMsPerRequest: rounded(middle('cpuMsPerRequest')),
    p50Ms: rounded(middle('p50Ms')),
    p99Ms: rounded(middle('p99Ms')),
    rssMb: rounded(middle('rssMb')),
    ratioToFloor: null,
    requestsPerSecond: rounded(middle('requestsPerSecond')),
    more: { leastCpuMsPerRequest: rounded(least), ...(checkThread === null ? {} : parts) },
  }
}
