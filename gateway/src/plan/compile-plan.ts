/** A plan as the room `fetch` runs it: each fetch parsed once, its question written but for the values, with the items it reads. */
import type { FetchDataRewrite, PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner'
import type { ItemId } from '@xinqiao/schema'
import { Kind, type OperationDefinitionNode, parse } from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { fetchItems } from './fetch-items.ts'
import { fetchesMax } from './limits.ts'
import { type MergeField, mergeFields, renamedFields } from './merge-fields.ts'

export interface CompiledFetch {
  readonly kind: 'fetch'
  /** `hub`, or the id of an agency. */
  readonly service: string
  readonly text: string
  readonly operation: OperationDefinitionNode
  /** `{"query":"…","variables":{`: all that goes before the values. */
  readonly head: string
  readonly variables: readonly string[]
  /** What identifies the entities it extends; `null` for a fetch at the root. */
  readonly requires: readonly QueryPlanSelectionNode[] | null
  readonly inputRewrites: readonly FetchDataRewrite[]
  readonly outputRewrites: readonly FetchDataRewrite[]
  /** Which values above an entity fill which arguments (`@fromContext`). */
  readonly contextRewrites: readonly FetchDataRewrite[]
  /** What is taken of its answer, below `_entities` or at the root; nothing else passes. */
  readonly takes: readonly MergeField[]
  /** Every item this fetch reads, hidden selections included. */
  readonly items: readonly ItemId[]
  /** Parts of the question's signature that never change, made by the room `fetch`. */
  readonly prepared: Map<string, unknown>
}

export type CompiledNode =
  | CompiledFetch
  | { readonly kind: 'sequence' | 'parallel'; readonly nodes: readonly CompiledNode[] }
  | { readonly kind: 'flatten'; readonly path: readonly (string | number)[]; readonly node: CompiledNode }

export interface CompiledPlan {
  readonly root: CompiledNode | null
  readonly fetches: readonly CompiledFetch[]
  /** Which agency fills a place, by the hub's names from the root down. */
  readonly serviceAt: ReadonlyMap<string, string>
  /** Whether equal objects may differ by what stands above them, so that no two places may share one. */
  readonly byContext: boolean
}

/** Compiles a plan; `null` when it has more fetches than one request may make, or a node the hub does not run. */
export function compilePlan(running: RunningBundle, plan: QueryPlan): CompiledPlan | null {
  const fetches: CompiledFetch[] = []
  const serviceAt = new Map<string, string>()
  const compileAll = (nodes: readonly PlanNode[], path: string): readonly CompiledNode[] | null => {
    const made = nodes.flatMap((node) => compile(node, path) ?? [])
    return made.length === nodes.length ? made : null
  }
  const compile = (node: PlanNode, path: string): CompiledNode | null => {
    switch (node.kind) {
      case 'Sequence':
      case 'Parallel': {
        const nodes = compileAll(node.nodes, path)
        return nodes === null ? null : { kind: node.kind === 'Sequence' ? 'sequence' : 'parallel', nodes }
      }
      case 'Flatten': {
        const below = compile(node.node, [path, ...node.path.filter((step) => step !== '@')].join('.'))
        return below === null ? null : { kind: 'flatten', path: node.path, node: below }
      }
      case 'Fetch': {
        const fetch = compileFetch(running, node)
        if (fetch === null || fetches.length >= fetchesMax) return null
        fetches.push(fetch)
        noteServices(fetch.takes, path, fetch.service, serviceAt)
        return fetch
      }
      // The hub evaluates conditions before it plans and offers neither @defer nor subscriptions.
      case 'Condition':
      case 'Defer':
        return null
      default:
        return null
    }
  }
  if (plan.node === undefined) return { root: null, fetches, serviceAt, byContext: false }
  if (plan.node.kind === 'Subscription') return null
  const root = compile(plan.node, '')
  const byContext = fetches.some(({ contextRewrites }) => contextRewrites.length > 0)
  return root === null ? null : { root, fetches, serviceAt, byContext }
}

function compileFetch(running: RunningBundle, node: PlanNode & { readonly kind: 'Fetch' }): CompiledFetch | null {
  const document = parse(node.operation, { noLocation: true })
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)
  if (operation === undefined || document.definitions.length !== 1) return null
  const [field] = operation.selectionSet.selections
  const isEntities = node.requires !== undefined
  const set = isEntities && field?.kind === Kind.FIELD ? field.selectionSet : operation.selectionSet
  return {
    kind: 'fetch',
    service: node.serviceName,
    text: node.operation,
    operation,
    head: `{"query":${JSON.stringify(node.operation)},"variables":{`,
    variables: node.variableUsages ?? [],
    requires: node.requires ?? null,
    inputRewrites: node.inputRewrites ?? [],
    outputRewrites: node.outputRewrites ?? [],
    contextRewrites: node.contextRewrites ?? [],
    takes: set === undefined ? [] : renamedFields(mergeFields(set), node.outputRewrites ?? []),
    items: fetchItems(running, operation),
    prepared: new Map(),
  }
}

function noteServices(fields: readonly MergeField[], path: string, service: string, into: Map<string, string>): void {
  for (const { key, below } of fields) {
    const here = `${path}.${key}`
    if (!into.has(here)) into.set(here, service)
    if (below !== null) noteServices(below, here, service, into)
  }
}
