/** One case: answers compared, engines warmed, then rounds in which each engine has its turn; the median round counts. */
import { isDeepStrictEqual } from 'node:util'
import { median } from '../bench-row.ts'
import type { Child } from '../measure/child.ts'
import { usageOf } from '../measure/process-usage.ts'
import { type CallResult, type CallTarget, headersOf } from './signed-load.ts'

/** Five agencies of one make. */
export interface AgencyEngine {
  readonly name: string
  readonly pids: readonly number[]
  readonly targets: readonly Omit<CallTarget, 'bodies'>[]
}

export interface AgencyCase {
  readonly name: string
  /** Questions of each agency. */
  readonly bodies: readonly (readonly string[])[]
  readonly connections: number
  readonly engines: readonly AgencyEngine[]
  readonly rounds: number
  /** Calls to each agency in one turn; before the first turn that counts it gets `warmUpTurns` times as many. */
  readonly calls: number
}

export interface CaseRow {
  readonly case: string
  readonly engine: string
  /** User and system time of an agency's process over the calls it answered, in milliseconds; the mean of the five. */
  readonly cpuMsPerCall: number
  readonly leastCpuMsPerCall: number
  /** Against the first engine: the median of the rounds' own ratios, since what disturbs a round disturbs both of its turns. */
  readonly ratioToFirst: number
}

/** Questions of each agency that are compared before the first turn. */
const comparedMax = 10
const warmUpTurns = 4

/**
 * Runs the case.
 * @throws Error when engines answer differently, or one refuses under load
 */
export async function runCase(
  wish: AgencyCase,
  load: Child,
  tell: (line: string) => void,
): Promise<readonly CaseRow[]> {
  await compare(wish)
  const turns = new Map<string, number[]>(wish.engines.map(({ name }) => [name, []]))
  for (const engine of wish.engines) await takeTurn(wish, engine, load, wish.calls * warmUpTurns)
  for (let round = 0; round < wish.rounds; round += 1)
    for (const engine of round % 2 === 0 ? wish.engines : wish.engines.toReversed()) {
      const ms = await takeTurn(wish, engine, load, wish.calls)
      turns.get(engine.name)?.push(ms)
      tell(`${wish.name} round ${round + 1}/${wish.rounds} ${engine.name}: ${ms.toFixed(4)} ms CPU per call`)
    }
  const [first = []] = turns.values()
  return [...turns].map(([engine, taken]) => ({
    case: wish.name,
    engine,
    cpuMsPerCall: median(taken),
    leastCpuMsPerCall: Math.min(...taken),
    ratioToFirst: median(taken.map((ms, round) => ms / (first[round] ?? Number.NaN))),
  }))
}

/** Asks one question outside any turn. */
export async function askOnce(target: CallTarget): Promise<string> {
  const body = target.bodies[0] ?? ''
  const response = await fetch(`${target.url}/graphql`, { method: 'POST', headers: headersOf(target)(body, 0), body })
  const text = await response.text()
  if (!response.ok) throw new Error(`An agency answered with status ${response.status}: ${text.slice(0, 500)}`)
  return text
}

async function compare({ engines: [first, ...others], bodies, name }: AgencyCase): Promise<void> {
  for (const [at, questions] of bodies.entries())
    for (const body of questions.slice(0, comparedMax)) {
      const ask = async (engine: AgencyEngine | undefined): Promise<unknown> => {
        const target = engine?.targets[at]
        return target === undefined ? undefined : JSON.parse(await askOnce({ ...target, bodies: [body] }))
      }
      const answer = await ask(first)
      for (const other of others)
        if (!isDeepStrictEqual(answer, await ask(other))) throw new Error(`${other.name} answers ${name} otherwise.`)
    }
}

/** One agency after the other, as they would stand on machines of their own. */
async function takeTurn(wish: AgencyCase, engine: AgencyEngine, load: Child, calls: number): Promise<number> {
  let sum = 0
  for (const [at, target] of engine.targets.entries()) {
    const pid = engine.pids[at] ?? 0
    const before = usageOf(pid).cpuMs
    const job = { target: { ...target, bodies: wish.bodies[at] ?? [] }, connections: wish.connections, calls }
    const { failed, firstFailure } = (await load.ask(job)) as CallResult
    if (failed > 0) throw new Error(`${engine.name} failed ${failed} calls. ${firstFailure ?? ''}`)
    sum += (usageOf(pid).cpuMs - before) / calls
  }
  return sum / engine.targets.length
}
