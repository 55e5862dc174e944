/**
 * Program of a planner's process: reads one supergraph, then plans one operation after another.
 * Messages in: `load`, then `plan`; each is answered by one message.
 */
import { Script } from 'node:vm'
import {
  DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  operationFromDocument,
  type Schema,
  Supergraph,
} from '@apollo/federation-internals'
import { QueryPlanner } from '@apollo/query-planner'
import { parse, visit } from 'graphql'
import { ownFeatures } from '../bundle/supported-features.ts'
import { overrideConditions, overrideLabels } from './override-labels.ts'
import { loadBudgetMs, planCharsMax, wallPerBudget } from './planner-limits.ts'

export type PlannerRequest =
  | { readonly kind: 'load'; readonly sdl: string }
  | { readonly kind: 'plan'; readonly operation: string }

export type PlannerReply =
  | { readonly kind: 'loaded'; readonly rssMb: number }
  | { readonly kind: 'plan'; readonly plan: string; readonly rssMb: number }
  | { readonly kind: 'impossible' | 'too_large'; readonly rssMb: number }

interface Loaded {
  readonly api: Schema
  readonly planner: QueryPlanner
  readonly labels: readonly string[]
}

let loaded: Loaded | null = null

function load(sdl: string): Loaded {
  // Places and descriptions are kept by the library for life; plans need neither.
  const document = visit(parse(sdl, { noLocation: true }), {
    StringValue: (_node, key) => (key === 'description' ? null : undefined),
  })
  const supportedFeatures = new Set([...DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES, ...ownFeatures])
  const supergraph = Supergraph.build(document, { supportedFeatures })
  return {
    planner: new QueryPlanner(supergraph),
    api: supergraph.apiSchema(),
    labels: overrideLabels(document),
  }
}

function answer(request: PlannerRequest): PlannerReply {
  const rssMb = (): number => process.memoryUsage.rss() / 1_000_000
  try {
    if (request.kind === 'load') {
      loaded = load(request.sdl)
      return { kind: 'loaded', rssMb: rssMb() }
    }
    if (loaded === null) return { kind: 'impossible', rssMb: rssMb() }
    const operation = operationFromDocument(loaded.api, parse(request.operation, { noLocation: true }), {
      validate: false,
    })
    const conditions = overrideConditions(loaded.labels, request.operation)
    const plan = JSON.stringify(loaded.planner.buildQueryPlan(operation, { overrideConditions: conditions }))
    return plan.length > planCharsMax ? { kind: 'too_large', rssMb: rssMb() } : { kind: 'plan', plan, rssMb: rssMb() }
  } catch {
    return { kind: 'impossible', rssMb: rssMb() }
  }
}

// The gateway ends a process that is over its budget. Should the gateway be gone, nobody would: no job outlives this.
const job: { request?: PlannerRequest; reply?: PlannerReply } = {}
Object.defineProperty(globalThis, 'plannerJob', {
  value: () => {
    if (job.request !== undefined) job.reply = answer(job.request)
  },
})
const guarded = new Script('plannerJob()')
const longestMs = loadBudgetMs * wallPerBudget

function serve(request: PlannerRequest): void {
  job.request = request
  try {
    guarded.runInThisContext({ timeout: longestMs })
  } catch {
    process.exit(1)
  }
  if (job.reply !== undefined) process.send?.(job.reply)
}

// A signal for the whole group is the gateway's to answer: it plans to its end while it drains.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
process.once('disconnect', () => process.exit())
process.on('message', serve)
