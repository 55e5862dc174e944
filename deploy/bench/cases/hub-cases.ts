/** The cases that need a hub: it is started once, with the doubles, the floor and the load, and all of it is stopped at the end. */
import type { BenchRow } from '../bench-row.ts'
import type { Engine } from '../engines/engine.ts'
import { startFloorEngine } from '../engines/floor-engine.ts'
import { gatewayEngine } from '../engines/gateway-engine.ts'
import { callsOf, plainCalls } from '../floor/recipe.ts'
import { type BenchHub, doubledAgencies, startBenchHub } from '../hub/bench-hub.ts'
import { agencyDelayMs } from '../limits.ts'
import { type Child, startChild } from '../measure/child.ts'
import { pinTo } from '../measure/process-usage.ts'
import type { BenchOptions } from '../options.ts'
import { type Responders, startResponders } from '../responders/responders.ts'
import { runIngestCase } from './ingest-case.ts'
import { type Lesson, learn } from './learn.ts'
import { runQueryCase } from './query-case.ts'
import { batchQuestions, operationText, profileQuestions } from './questions.ts'

type Tell = (line: string) => void

/** The measured process has this core for itself, where the machine has two; load and doubles share the other. */
const measuredCore = 0
const loadCore = 1
const connections = { profile: 32, batch: 8, latency: 4 } as const

/** Runs the wished-for cases among `profile`, `batch`, `latency`, `ingest`. `closing` gets what has to be stopped, in order. */
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
  if (options.cases.some((name) => name in connections)) {
    const load = startChild('load-process')
    closing.push(() => load.stop())
    rows.unshift(...(await runQueryCases(options, hub, responders, load, closing, tell)))
  }
  return rows
}

async function runQueryCases(
  options: BenchOptions,
  hub: BenchHub,
  responders: Responders,
  load: Child,
  closing: (() => Promise<void>)[],
  tell: Tell,
): Promise<readonly BenchRow[]> {
  const { rounds, seconds } = options
  const gateway = gatewayEngine(hub)
  const questions = { profile: profileQuestions(hub.usccs), batch: batchQuestions(hub.usccs) }
  const one = await learn(gateway, questions.profile, responders)
  const many = await learn(gateway, questions.batch, responders)
  const floor = await startFloorEngine('floor', {
    organization: plainCalls(operationText('profile'), responders.urls),
    organizations: plainCalls(operationText('batch'), responders.urls),
  })
  closing.push(() => floor.stop())
  tellLesson('profile', one, await learn(floor, questions.profile, responders), tell)
  tellLesson('batch', many, await learn(floor, questions.batch, responders), tell)
  const heavy = await startFloorEngine('floor-gateways-calls', {
    organization: callsOf(one.learned, responders.urls),
    organizations: callsOf(many.learned, responders.urls),
  })
  closing.push(() => heavy.stop())
  const engines: readonly Engine[] = [gateway, floor, heavy]
  const pinned = [
    ...engines.map(({ pid }) => pinTo(measuredCore, pid)),
    ...[load, responders].map(({ pid }) => pinTo(loadCore, pid)),
  ]
  if (pinned.includes(false)) tell('cores are shared: this machine gives no way to keep a process on one')
  const rows: BenchRow[] = []
  for (const name of ['profile', 'batch', 'latency'] as const) {
    if (!options.cases.includes(name)) continue
    const asked = name === 'batch' ? questions.batch : questions.profile
    await responders.setDelay(name === 'latency' ? agencyDelayMs : 0)
    rows.push(
      ...(await runQueryCase(
        { name, questions: asked, connections: connections[name], engines, rounds, seconds },
        load,
        tell,
      )),
    )
  }
  await responders.setDelay(0)
  return rows
}

function tellLesson(name: string, ours: Lesson, floors: Lesson, tell: Tell): void {
  const bytes = `${ours.bytesPerQuestion} bytes from the agencies, ${floors.bytesPerQuestion} of them asked by the caller`
  tell(`${name}: ${ours.leaves} leaf fields, ${ours.callsPerQuestion} calls, ${bytes}`)
}
