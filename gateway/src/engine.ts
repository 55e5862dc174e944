/** The rooms from `decide` to `shape` over one running graph, for whoever asks them without the door: conformance tools, never the gateway's own entry. */
import type { KeyObject } from 'node:crypto'
import { SupergraphLoader } from './bundle/load-supergraph.ts'
import type { RunningBundle } from './bundle/running-bundle.ts'
import type { Contracted } from './contract/contracted.ts'
import { type DecideDeps, decide } from './decide/decide-operation.ts'
import { decisionCache } from './decide/decision-cache.ts'
import type { Facts } from './facts/facts.ts'
import { openTransport } from './fetch/agency-transport.ts'
import { Breaker } from './fetch/breaker.ts'
import { breakerBook, fetchPlan } from './fetch/fetch-plan.ts'
import type { Vouching } from './fetch/vouching.ts'
import { keepLawfulRows } from './lawful-rows/keep-lawful-rows.ts'
import { compiledBytes, planCache } from './plan/plan-cache.ts'
import { plan } from './plan/plan-operation.ts'
import { plannerProcess } from './plan/planner-process.ts'
import { shapeAnswer } from './shape/shape-answer.ts'
import type { Shaped } from './shape/shaped.ts'

export interface EngineParts {
  readonly facts: Facts
  readonly quotas: DecideDeps['quotas']
  readonly refKey: Uint8Array
  readonly cursorKey: KeyObject
  readonly vouching: Vouching
  readonly introspection: boolean
  readonly deadlineMs?: number
  /** Whether agencies that fail in a row are left alone. */
  readonly breaks: boolean
}

export interface Engine {
  /** One operation under the contract it was given. */
  answer(contracted: Contracted): Promise<Shaped>
  close(): Promise<void>
}

/**
 * What the rooms have to know of a supergraph.
 * @throws GatewayError `BUNDLE_UNLOADABLE`
 */
export async function loadGraph(sdl: string): Promise<Pick<RunningBundle, 'apiSchema' | 'federation'>> {
  const loader = new SupergraphLoader(async () => true)
  const { apiSchema, federation } = await loader.load(sdl)
  return { apiSchema, federation }
}

/**
 * Opens the rooms over a graph.
 * @throws GatewayError `BUNDLE_UNLOADABLE` when the planner cannot run its supergraph
 */
export async function openEngine(running: RunningBundle, parts: EngineParts): Promise<Engine> {
  const planner = plannerProcess()
  await planner.warm(running.bundle.supergraph)
  planner.run(running)
  const transport = openTransport()
  const planDeps = { planner, cache: planCache({ weigh: compiledBytes }), cursorKey: parts.cursorKey }
  const { facts, quotas, refKey, introspection, vouching, deadlineMs } = parts
  const decideDeps = { facts, quotas, refKey, introspection, registeredOnly: false, cache: decisionCache() }
  const fetchDeps = {
    transport,
    vouching,
    breakerOf: parts.breaks ? breakerBook() : () => new Breaker(),
    now: () => performance.now(),
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
  }
  return {
    answer: async (contracted) => {
      const planned = await plan(await decide(contracted, decideDeps), planDeps)
      const fetched = await fetchPlan(planned, fetchDeps)
      return shapeAnswer(await keepLawfulRows(fetched, { facts, plan: planDeps }))
    },
    close: async () => void (await Promise.all([planner.close(), transport.close()])),
  }
}
