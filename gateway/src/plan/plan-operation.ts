/** Room 4: the cut operation, sliced by equal rights, planned off the answering thread, compiled once a form (design.md §2.1.4). */
import type { KeyObject } from 'node:crypto'
import { GraphQLError } from 'graphql'
import type { AskedField } from '../decide/asked-field.ts'
import type { Decided } from '../decide/decided.ts'
import { closeCoordinates, type OperationForm } from '../decide/operation-form.ts'
import { fail, refuseFor } from '../decide/refuse.ts'
import { becauseOf } from '../decide/whole-answer.ts'
import type { Refused } from '../refused.ts'
import { closedByKeys } from './closed-by-keys.ts'
import { type CompiledPlan, compilePlan } from './compile-plan.ts'
import { OperationTooLong } from './cutting.ts'
import { closedRoundsMax, plannedPerFormMax } from './limits.ts'
import type { Binding } from './operation-variables.ts'
import type { CompiledOutcome, PlanCache } from './plan-cache.ts'
import type { Planned, Slice } from './planned.ts'
import type { Planner } from './planner-port.ts'
import { type PrintedOperation, printSlices } from './print-operation.ts'
import { openCursor } from './sealed-cursor.ts'
import { sliceRoots } from './slice-roots.ts'

export interface PlanDeps {
  readonly planner: Planner
  readonly cache: PlanCache
  /** Seals the cursors of pages; 32 bytes. */
  readonly cursorKey: KeyObject
}

/** A form's plan for one slicing, and how a request's values go into it; `plan` is `null` when nothing is fetched. */
export interface PlannedForm {
  readonly plan: CompiledPlan | null
  readonly fill: PrintedOperation['fill']
}

/** Decided → Planned. */
export async function plan(decided: Decided | Refused, deps: PlanDeps): Promise<Planned | Refused> {
  if (decided.kind === 'refused') return decided
  const { form } = decided
  const { slices, name } = sliceRoots(decided)
  const key = `plan ${name}`
  const known = form.compiled.get(key) as PlannedForm | undefined
  const planned = known ?? (await planForm(decided, slices, deps))
  if ('kind' in planned) return planned
  if (known === undefined) keepCompiled(form, key, planned)
  if (planned.plan === null) return { ...decided, kind: 'planned', slices, operation: null }
  try {
    const variables = planned.fill(bindingOf(decided, slices, deps))
    return { ...decided, kind: 'planned', slices, operation: { plan: planned.plan, variables } }
  } catch (thrown) {
    if (!(thrown instanceof GraphQLError)) throw thrown
    return fail(decided, 'BAD_USER_INPUT', [{ code: 'BAD_USER_INPUT', message: thrown.message }])
  }
}

/** Keeps what was compiled of a form; the oldest goes first. */
export function keepCompiled(form: OperationForm, key: string, made: unknown): void {
  form.compiled.set(key, made)
  const oldest = form.compiled.size > plannedPerFormMax ? form.compiled.keys().next().value : undefined
  if (oldest !== undefined) form.compiled.delete(oldest)
}

/**
 * Plans until no agency is asked for what may not be asked: where only a closed key leads to a field, the field is closed
 * with it, and the rest is planned anew.
 */
async function planForm(decided: Decided, slices: readonly Slice[], deps: PlanDeps): Promise<PlannedForm | Refused> {
  const { form, running, contract } = decided
  let before = ''
  let isStuck = false
  for (let round = 0; round < closedRoundsMax; round += 1) {
    const printed = printBounded(decided, slices)
    if (printed === 'too_large') return failedPlan(decided, printed)
    if (printed.text === null) return { plan: null, fill: printed.fill }
    const outcome = await planText(decided, printed.text, deps)
    if (outcome.kind !== 'compiled') return failedPlan(decided, outcome.kind)
    const isUnchanged = before === printed.text
    const closed = closedByKeys(running, form, outcome.plan, isUnchanged)
    if (closed.size === 0) return { plan: outcome.plan, fill: printed.fill }
    const [stop] = closed.values()
    if (stop !== undefined && (contract.answerMode === 'whole' || (isUnchanged && isStuck)))
      return refuseFor(decided, becauseOf(stop))
    isStuck = isUnchanged
    before = printed.text
    closeCoordinates(form, fieldsOf(decided), closed)
  }
  return failedPlan(decided, 'impossible')
}

function printBounded(decided: Decided, slices: readonly Slice[]): PrintedOperation | 'too_large' {
  try {
    return printSlices(decided.form, decided.roots, slices, decided.operationType, isByDivision(decided))
  } catch (thrown) {
    if (thrown instanceof OperationTooLong) return 'too_large'
    throw thrown
  }
}

/** Plans a text of the hub's own making; refills of pages use it too. */
export async function planText(
  { running }: Pick<Decided, 'running'>,
  text: string,
  deps: PlanDeps,
): Promise<CompiledOutcome> {
  return deps.cache.take(running, text, async () => {
    const made = await deps.planner.plan(running, text)
    if (made.kind !== 'plan') return made
    const compiled = compilePlan(running, made.plan)
    return compiled === null ? { kind: 'too_large' } : { kind: 'compiled', plan: compiled }
  })
}

function failedPlan(decided: Decided, kind: Exclude<CompiledOutcome['kind'], 'compiled'>): Refused {
  switch (kind) {
    case 'timeout':
      return fail(decided, 'PLAN_TIMEOUT')
    case 'overloaded':
      return fail(decided, 'OVERLOADED')
    case 'too_large':
    case 'impossible':
      return fail(decided, 'OPERATION_TOO_LARGE')
    default:
      return kind satisfies never
  }
}

/** Whether rows are judged by their division under this contract (REG-4.2). */
export function isByDivision({ contract }: Pick<Decided, 'contract'>): boolean {
  return !contract.divisions.includes('all')
}

function fieldsOf({ roots }: Decided): readonly AskedField[] {
  return roots.flatMap((root) => (root.kind === 'meta' ? [] : [root.field]))
}

/** What a request's values are taken from; a cursor belongs to one subject: below several it opens for none. */
export function bindingOf(decided: Decided, slices: readonly Slice[], { cursorKey }: PlanDeps): Binding {
  return {
    variables: decided.variables,
    slices,
    openCursor: (cursor, coordinate, slice) => {
      const subject = slice?.subjects.length === 1 ? slice.subjects[0]?.key : undefined
      const place = { contract: decided.contract.id, subject: subject ?? '', coordinate }
      const opened = subject === undefined ? null : openCursor(cursorKey, cursor, place)
      if (opened === null) throw new GraphQLError('Argument "after" is not a cursor of this page.')
      return opened
    },
  }
}
