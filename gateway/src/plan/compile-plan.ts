/** A plan as the room `fetch` runs it: each fetch parsed once, with the items it reads. */
import type { FetchDataRewrite, PlanNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner'
import type { ItemId } from '@xinqiao/schema'
import {
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { fetchesMax } from './limits.ts'
import { fieldType, typeAfter } from './schema-walk.ts'

export interface CompiledFetch {
  readonly kind: 'fetch'
  /** `hub`, or the id of an agency. */
  readonly service: string
  readonly text: string
  readonly operationName: string | null
  readonly operation: OperationDefinitionNode
  readonly variables: readonly string[]
  /** What identifies the entities it extends; `null` for a fetch at the root. */
  readonly requires: readonly QueryPlanSelectionNode[] | null
  readonly inputRewrites: readonly FetchDataRewrite[]
  readonly outputRewrites: readonly FetchDataRewrite[]
  /** Every item this fetch reads, hidden selections included. */
  readonly items: readonly ItemId[]
}

export type CompiledNode =
  | CompiledFetch
  | { readonly kind: 'sequence' | 'parallel'; readonly nodes: readonly CompiledNode[] }
  | { readonly kind: 'flatten'; readonly path: readonly (string | number)[]; readonly node: CompiledNode }

export interface CompiledPlan {
  readonly root: CompiledNode | null
}

/** Compiles a plan; `null` when it has more fetches than one request may make, or a node the hub does not run. */
export function compilePlan(running: RunningBundle, plan: QueryPlan): CompiledPlan | null {
  let fetches = 0
  const compile = (node: PlanNode): CompiledNode | null => {
    switch (node.kind) {
      case 'Sequence':
      case 'Parallel': {
        const nodes = node.nodes.map(compile)
        if (nodes.some((one) => one === null)) return null
        return { kind: node.kind === 'Sequence' ? 'sequence' : 'parallel', nodes: nodes.filter((one) => one !== null) }
      }
      case 'Flatten': {
        const below = compile(node.node)
        return below === null ? null : { kind: 'flatten', path: node.path, node: below }
      }
      case 'Fetch':
        fetches += 1
        return compileFetch(running, node)
      // The hub evaluates conditions before it plans and offers neither @defer nor subscriptions.
      case 'Condition':
      case 'Defer':
        return null
      default:
        return null
    }
  }
  if (plan.node === undefined) return { root: null }
  if (plan.node.kind === 'Subscription') return null
  const root = compile(plan.node)
  return root === null || fetches > fetchesMax ? null : { root }
}

function compileFetch(running: RunningBundle, node: PlanNode & { readonly kind: 'Fetch' }): CompiledFetch | null {
  const document = parse(node.operation)
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)
  if (operation === undefined || document.definitions.length !== 1) return null
  return {
    kind: 'fetch',
    service: node.serviceName,
    text: node.operation,
    operationName: node.operationName ?? null,
    operation,
    variables: node.variableUsages ?? [],
    requires: node.requires ?? null,
    inputRewrites: node.inputRewrites ?? [],
    outputRewrites: node.outputRewrites ?? [],
    items: itemsOf(running, operation),
  }
}

/** Items of every coordinate the fetch names, through interfaces by every possible type. */
function itemsOf(running: RunningBundle, operation: OperationDefinitionNode): readonly ItemId[] {
  const { apiSchema, coordinates } = running
  const items = new Set<ItemId>()
  const walk = (set: SelectionSetNode, typename: string | null): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        walk(selection.selectionSet, selection.typeCondition?.name.value ?? typename)
        continue
      }
      for (const type of possible(apiSchema, typename))
        for (const item of [coordinates.item(`${type}.${selection.name.value}`), coordinates.item(type)])
          if (item !== undefined) items.add(item)
      const below = typeAfter(fieldType(apiSchema, typename, selection.name.value))
      if (selection.selectionSet !== undefined) walk(selection.selectionSet, below)
    }
  }
  walk(operation.selectionSet, apiSchema.getRootType(operation.operation)?.name ?? null)
  return [...items].toSorted()
}

function possible(schema: GraphQLSchema, typename: string | null): readonly string[] {
  if (typename === null) return []
  const type = schema.getType(typename)
  return isAbstractType(type) ? [typename, ...schema.getPossibleTypes(type).map(({ name }) => name)] : [typename]
}
