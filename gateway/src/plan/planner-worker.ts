/** The planner's own thread. Messages in: `load {digest, sdl}`, `plan {id, digest, operation}`; out: `loaded`, `plan`, `impossible`. */
import { parentPort } from 'node:worker_threads'
import { operationFromDocument, Supergraph } from '@apollo/federation-internals'
import { QueryPlanner } from '@apollo/query-planner'
import { parse } from 'graphql'

export type PlannerRequest =
  | { readonly kind: 'load'; readonly digest: string; readonly sdl: string }
  | { readonly kind: 'plan'; readonly id: number; readonly digest: string; readonly operation: string }

export type PlannerReply =
  | { readonly kind: 'loaded'; readonly digest: string }
  | { readonly kind: 'plan'; readonly id: number; readonly plan: string }
  | { readonly kind: 'impossible'; readonly id: number }

/** The running bundle and the one before it: a request in flight ends on the bundle it began with. */
const plannersKept = 2
const planners = new Map<string, { readonly supergraph: Supergraph; readonly planner: QueryPlanner }>()

function answer(request: PlannerRequest): PlannerReply {
  if (request.kind === 'load') {
    const supergraph = Supergraph.build(request.sdl)
    planners.set(request.digest, { supergraph, planner: new QueryPlanner(supergraph) })
    const oldest = planners.size > plannersKept ? planners.keys().next().value : undefined
    if (oldest !== undefined) planners.delete(oldest)
    return { kind: 'loaded', digest: request.digest }
  }
  const known = planners.get(request.digest)
  if (known === undefined) return { kind: 'impossible', id: request.id }
  try {
    const operation = operationFromDocument(known.supergraph.apiSchema(), parse(request.operation), { validate: false })
    return { kind: 'plan', id: request.id, plan: JSON.stringify(known.planner.buildQueryPlan(operation)) }
  } catch {
    return { kind: 'impossible', id: request.id }
  }
}

parentPort?.on('message', (request: PlannerRequest) => parentPort?.postMessage(answer(request)))
