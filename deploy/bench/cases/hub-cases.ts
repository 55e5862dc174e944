/** The cases that need a hub: it is started once, with the doubles, the engines and the load, and all of it is stopped at the end. */
import type { BenchRow } from '../bench-row.ts'
import type { Engine } from '../engines/engine.ts'
import { type BenchHub, doubledAgencies, startBenchHub } from '../hub/bench-hub.ts'
import { agencyDelayMs, coldDocuments, latencyRoundsMax } from '../limits.ts'
import { type Child, startChild } from '../measure/child.ts'
import { pinTo } from '../measure/process-usage.ts'
import type { BenchOptions, CaseName } from '../options.ts'
import { type Responders, startResponders } from '../responders/responders.ts'
import { runColdCase } from './cold-case.ts'
import { runIngestCase } from './ingest-case.ts'
import { runQueryCase } from './query-case.ts'
import { batchQuestions, coldQuestions, profileQuestions } from './questions.ts'
import { runRoomsCase } from './rooms.ts'
import { type BenchEngines, type BenchQuestions, startEngines } from './start-engines.ts'

type Tell = (line: string) => void

/** The measured process has this core for itself, where the machine has two; load and doubles share the other. */
const measuredCore = 0
const loadCore = 1
const connections = { profile: 32, batch: 8, latency: 4 } as const
const asksProfile: readonly CaseName[] = ['profile', 'latency', 'rooms', 'cold-operation']
const asksBatch: readonly CaseName[] = ['batch', 'rooms']

/** Cases that need a hub. */
export const hubCases: readonly CaseName[] = [...asksProfile, ...asksBatch, 'ingest']

/** What is running while queries are measured. */
interface Ground {
  readonly options: BenchOptions
  readonly hub: BenchHub
  readonly responders: Responders
  readonly engines: BenchEngines
  readonly questions: BenchQuestions
  readonly load: Child
  readonly tell: Tell
}

/** Runs the wished-for cases among those that need a hub. `closing` gets what has to be stopped, in order. */
export async function runHubCases(
  options: BenchOptions,
  stateDir: string,
  closing: (() => Promise<void>)[],
  tell: Tell,
): Promise<readonly BenchRow[]> {
  const responders = await startResponders(doubledAgencies)
  closing.push(() => responders.stop())
  const hub = await startBenchHub(stateDir, responders, tell)
  closing.push(() => hub.stop())
  const rows: BenchRow[] = []
  if (options.cases.includes('ingest')) rows.push(await runIngestCase(hub))
  const wants = (names: readonly CaseName[]): boolean => options.cases.some((name) => names.includes(name))
  if (!wants([...asksProfile, ...asksBatch])) return rows
  const questions = {
    profile: wants(asksProfile) ? profileQuestions(hub.usccs) : [],
    batch: wants(asksBatch) ? batchQuestions(hub.usccs) : [],
  }
  const engines = await startEngines(hub, responders, questions, closing, tell)
  const load = startChild('load-process')
  closing.push(() => load.stop())
  pin(Object.values(engines), [load, responders], tell)
  const ground: Ground = { options, hub, responders, engines, questions, load, tell }
  return [...(await runQueryCases(ground)), ...(await runSingleCases(ground)), ...rows]
}

function pin(engines: readonly Engine[], beside: readonly { readonly pid: number }[], tell: Tell): void {
  const pinned = [
    ...engines.map(({ pid }) => pinTo(measuredCore, pid)),
    ...beside.map(({ pid }) => pinTo(loadCore, pid)),
  ]
  if (pinned.includes(false)) tell('cores are shared: this machine gives no way to keep a process on one')
}

/** Cases in which engines have their turns one after the other. */
async function runQueryCases(ground: Ground): Promise<readonly BenchRow[]> {
  const { options, responders, questions, load, tell } = ground
  const { registered, interactive, floor, heavyFloor, stock, tuned, hive } = ground.engines
  const alike = [registered, interactive, floor, stock, tuned, hive]
  const { rounds, seconds } = options
  const rows: BenchRow[] = []
  for (const name of ['profile', 'batch', 'latency'] as const) {
    if (!options.cases.includes(name)) continue
    await responders.setDelay(name === 'latency' ? agencyDelayMs : 0)
    const engines = name === 'latency' ? alike : [...alike, heavyFloor]
    const asked = name === 'batch' ? questions.batch : questions.profile
    const wish = {
      name,
      questions: asked,
      connections: connections[name],
      engines,
      rounds: name === 'latency' ? Math.min(rounds, latencyRoundsMax) : rounds,
      seconds,
    }
    rows.push(...(await runQueryCase(wish, load, tell)))
  }
  await responders.setDelay(0)
  return rows
}

/** Cases that stand alone: they come last, because a gateway that was sampled is no longer as it was. */
async function runSingleCases({
  options,
  hub,
  responders,
  engines,
  questions,
  load,
  tell,
}: Ground): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = []
  if (options.cases.includes('cold-operation')) {
    const cold = coldQuestions(hub.usccs, coldDocuments)
    rows.push(...(await runColdCase([engines.interactive, engines.stock, engines.hive], cold, hub.usccs, responders)))
    tell('cold-operation: done')
  }
  if (options.cases.includes('rooms')) {
    const asked = (name: 'profile' | 'batch') => ({ questions: questions[name], connections: connections[name] })
    const wish = { gateway: engines.registered, profile: asked('profile'), batch: asked('batch') }
    rows.push(...(await runRoomsCase(wish, load, tell)))
  }
  return rows
}
