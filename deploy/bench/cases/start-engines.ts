/** Every engine of the run, started and taught: the gateway first, because a floor makes the calls that the gateway made. */

import { type Engine, type Question } from '../engines/engine.ts'
import { startFloorEngine } from '../engines/floor-engine.ts'
import { gatewayEngines } from '../engines/gateway-engine.ts'
import { startPeerEngine } from '../engines/peer-engine.ts'
import { callsOf, plainCalls } from '../floor/recipe.ts'
import type { BenchHub } from '../hub/bench-hub.ts'
import { runningSupergraph, withAddresses } from '../peers/peer-supergraph.ts'
import type { LearnedByAgency, Responders } from '../responders/responders.ts'
import { type Lesson, learn } from './learn.ts'
import { operationText } from './questions.ts'

type Tell = (line: string) => void

/** Questions of both operations; a list is empty where no case asks for it. */
export interface BenchQuestions {
  readonly profile: readonly Question[]
  readonly batch: readonly Question[]
}

/** The engines by what they are for. */
export interface BenchEngines {
  /** Ours by document id; all others are compared with it. */
  readonly registered: Engine
  readonly interactive: Engine
  readonly floor: Engine
  /** The floor with the gateway's own calls. */
  readonly heavyFloor: Engine
  readonly stock: Engine
  readonly tuned: Engine
  readonly hive: Engine
}

/** Starts them all; `closing` gets what has to be stopped. @throws Error when one answers a question wrongly or asks otherwise the second time */
export async function startEngines(
  hub: BenchHub,
  responders: Responders,
  questions: BenchQuestions,
  closing: (() => Promise<void>)[],
  tell: Tell,
): Promise<BenchEngines> {
  const opened = async (engine: Promise<Engine>): Promise<Engine> => {
    const one = await engine
    closing.push(() => one.stop())
    return one
  }
  const { registered, interactive } = gatewayEngines(hub)
  const ours = await teach(registered, questions, responders)
  await teach(interactive, questions, responders)
  const floor = await opened(
    startFloorEngine('floor', {
      organization: plainCalls(operationText('profile'), responders.urls),
      organizations: plainCalls(operationText('batch'), responders.urls),
    }),
  )
  tellLessons(ours, await teach(floor, questions, responders), tell)
  const calls = (learned: LearnedByAgency = {}) => callsOf(learned, responders.urls)
  const heavyFloor = await opened(
    startFloorEngine('floor-gateways-calls', {
      organization: calls(ours.profile?.learned),
      organizations: calls(ours.batch?.learned),
    }),
  )
  const supergraph = withAddresses(runningSupergraph(hub.stateDir), responders)
  const operations = [questions.profile, questions.batch].flatMap((asked) => asked.slice(0, 1))
  const peer = async (name: 'stock-apollo' | 'tuned-apollo' | 'hive'): Promise<Engine> => {
    const engine = await opened(startPeerEngine({ peer: name, supergraph }, operations))
    await teach(engine, questions, responders)
    tell(`${name} answers`)
    return engine
  }
  const [stock, tuned, hive] = [await peer('stock-apollo'), await peer('tuned-apollo'), await peer('hive')]
  return { registered, interactive, floor, heavyFloor, stock, tuned, hive }
}

type Lessons = Readonly<Partial<Record<keyof BenchQuestions, Lesson>>>

async function teach(engine: Engine, questions: BenchQuestions, responders: Responders): Promise<Lessons> {
  const lessons: Partial<Record<keyof BenchQuestions, Lesson>> = {}
  for (const name of ['profile', 'batch'] as const)
    if (questions[name].length > 0) lessons[name] = await learn(engine, questions[name], responders)
  return lessons
}

function tellLessons(ours: Lessons, floors: Lessons, tell: Tell): void {
  for (const name of ['profile', 'batch'] as const) {
    const [lesson, least] = [ours[name], floors[name]]
    if (lesson === undefined || least === undefined) continue
    const bytes = `${lesson.bytesPerQuestion} bytes from the agencies, ${least.bytesPerQuestion} of them asked by the caller`
    tell(`${name}: ${lesson.leaves} leaf fields, ${lesson.callsPerQuestion} calls, ${bytes}`)
  }
}
