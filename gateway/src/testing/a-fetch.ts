/** A compiled fetch as the planner would write it, for tests of what one fetch does. */
import type { QueryPlan } from '@apollo/query-planner'
import type { GraphQLSchema } from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { type CompiledFetch, type CompiledPlan, compilePlan } from '../plan/compile-plan.ts'

type PlanNode = Extract<QueryPlan['node'], { readonly kind: 'Fetch' }>
type Running = Pick<RunningBundle, 'apiSchema' | 'coordinates'>

/** A graph in which nothing has an item and everything is a form. */
export function openGraph(apiSchema: GraphQLSchema): Running {
  return { apiSchema, coordinates: { item: () => undefined, technical: () => 'public', untagged: [] } }
}

/** The fetch of one node over this schema. */
export function aFetch(running: Running, node: Partial<PlanNode> & Pick<PlanNode, 'operation'>): CompiledFetch {
  const [fetch] = aPlan(running, node).fetches
  if (fetch === undefined) throw new Error('expected a fetch')
  return fetch
}

/** A plan of these fetches, one after another. */
export function aPlan(
  running: Running,
  ...nodes: readonly (Partial<PlanNode> & Pick<PlanNode, 'operation'>)[]
): CompiledPlan {
  const fetches = nodes.map(
    (node): PlanNode =>
      ({ kind: 'Fetch', serviceName: 'one', variableUsages: [], operationKind: 'query', ...node }) as PlanNode,
  )
  const plan = compilePlan(running as RunningBundle, { kind: 'QueryPlan', node: { kind: 'Sequence', nodes: fetches } })
  if (plan === null) throw new Error('expected a plan the hub runs')
  return plan
}

/** A key selection: `key('Good', 'id')`. */
export function key(type: string, ...names: readonly string[]): NonNullable<PlanNode['requires']>[number] {
  return {
    kind: 'InlineFragment',
    typeCondition: type,
    selections: ['__typename', ...names].map((name) => ({ kind: 'Field' as const, name })),
  }
}
