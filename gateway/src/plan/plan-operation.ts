/** Room 4: the cut operation, sliced by equal rights, planned off the answering thread (design.md §2.1.4). */
import type { KeyObject } from 'node:crypto'
import { GraphQLError } from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { Decided } from '../decide/decided.ts'
import { fail } from '../decide/refuse.ts'
import type { Refused } from '../refused.ts'
import { compilePlan } from './compile-plan.ts'
import type { CompiledOutcome, PlanCache } from './plan-cache.ts'
import type { Planned, PlannedOperation, RootCall } from './planned.ts'
import type { Planner } from './planner-port.ts'
import { printOperation } from './print-operation.ts'
import { sliceRoots } from './slice-roots.ts'

export interface PlanDeps {
  readonly planner: Planner
  readonly cache: PlanCache
  /** Seals the cursors of pages; 32 bytes. */
  readonly cursorKey: KeyObject
}

/** Decided → Planned. */
export async function plan(decided: Decided | Refused, deps: PlanDeps): Promise<Planned | Refused> {
  if (decided.kind === 'refused') return decided
  const slices = slicesOf(decided, deps)
  if ('kind' in slices) return slices
  const calls = slices.map(({ call }) => call)
  if (calls.length === 0) return { ...decided, kind: 'planned', slices, operation: null }
  const operation = await planCalls(decided.running, decided.operationType, calls, deps)
  switch (operation.kind) {
    case 'planned':
      return { ...decided, kind: 'planned', slices, operation: operation.operation }
    case 'timeout':
      return fail(decided, 'PLAN_TIMEOUT')
    case 'overloaded':
      return fail(decided, 'OVERLOADED')
    case 'too_large':
    case 'impossible':
      return fail(decided, 'OPERATION_TOO_LARGE')
    default:
      return operation satisfies never
  }
}

type PlannedCalls =
  | { readonly kind: 'planned'; readonly operation: PlannedOperation }
  | { readonly kind: Exclude<CompiledOutcome['kind'], 'compiled'> }

/** Plans root calls of the hub's own making; refills of pages use it too. */
export async function planCalls(
  running: RunningBundle,
  type: 'query' | 'mutation',
  calls: readonly RootCall[],
  deps: PlanDeps,
): Promise<PlannedCalls> {
  const { text, variables } = printOperation(running.apiSchema, type, calls)
  const outcome = await deps.cache.take(running, text, async () => {
    const made = await deps.planner.plan(running, text)
    if (made.kind !== 'plan') return made
    const compiled = compilePlan(running, made.plan)
    return compiled === null ? { kind: 'too_large' } : { kind: 'compiled', plan: compiled }
  })
  if (outcome.kind !== 'compiled') return outcome
  return { kind: 'planned', operation: { variables, plan: outcome.plan } }
}

function slicesOf(decided: Decided, deps: PlanDeps): Planned['slices'] | Refused {
  try {
    return sliceRoots(decided, deps.cursorKey)
  } catch (thrown) {
    if (!(thrown instanceof GraphQLError)) throw thrown
    return fail(decided, 'BAD_USER_INPUT', [{ code: 'BAD_USER_INPUT', message: thrown.message }])
  }
}
