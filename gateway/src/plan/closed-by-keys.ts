/**
 * The last look at a plan before it may run: no fetch names a coordinate that the contract does not open. The operation was
 * cut before, so what is found here the planner added by itself: keys that lead from one agency to another. What only such
 * a key leads to is closed with it.
 */
import type { QueryPlanSelectionNode } from '@apollo/query-planner'
import { isAbstractType } from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { OperationForm } from '../decide/operation-form.ts'
import type { Stop } from '../decide/stop.ts'
import type { CompiledFetch, CompiledPlan } from './compile-plan.ts'
import { fieldsRead, type ReadField } from './fetch-items.ts'

/** Coordinates that have to be closed so that the plan names none that is; empty for a lawful plan. */
export function closedByKeys(
  running: RunningBundle,
  form: OperationForm,
  { fetches }: CompiledPlan,
): ReadonlyMap<string, Stop> {
  const closed = new Map<string, Stop>()
  const waiting = new Map<string, Stop>()
  for (const fetch of fetches)
    for (const read of fieldsRead(running, fetch.operation))
      for (const [coordinate, stop] of closedReads(form, read)) waiting.set(coordinate, stop)
  for (let next = waiting.entries().next(); next.done !== true; next = waiting.entries().next()) {
    const [coordinate, stop] = next.value
    waiting.delete(coordinate)
    if (closed.has(coordinate)) continue
    closed.set(coordinate, stop)
    for (const fetch of fetches)
      for (const other of fieldsKeyedBy(running, fetch, coordinate)) if (!closed.has(other)) waiting.set(other, stop)
  }
  return closed
}

/** A field written on an interface is read of each of its types: a key that is closed for one of them is closed. */
function* closedReads({ collecting }: OperationForm, { types, field }: ReadField): Generator<[string, Stop]> {
  if (field.startsWith('__') || field === '_entities') return
  for (const type of types) {
    const stop = collecting.judge.input(`${type}.${field}`)
    if (stop !== null) yield [`${type}.${field}`, stop]
  }
}

/** Coordinates that a fetch gives to the entities which only this coordinate names. */
function* fieldsKeyedBy(running: RunningBundle, fetch: CompiledFetch, coordinate: string): Generator<string> {
  const { operation, requires } = fetch
  if (requires === null) return
  const types = typesKeyedBy(running, requires, coordinate)
  if (types.size === 0) return
  const conditions = requires.flatMap((one) => (one.kind === 'InlineFragment' ? [one.typeCondition ?? ''] : []))
  for (const read of fieldsRead(running, operation))
    if (read.on !== null && read.field !== '__typename' && conditions.some((one) => isOf(running, read.on ?? '', one)))
      for (const type of read.types) if (types.has(type)) yield `${type}.${read.field}`
}

/** Object types whose entities are named by this coordinate: the type it stands on, or every type that has it inside a key. */
function typesKeyedBy(
  running: RunningBundle,
  requires: readonly QueryPlanSelectionNode[],
  coordinate: string,
): ReadonlySet<string> {
  const [type = '', field = ''] = coordinate.split('.')
  const keyed = new Set<string>()
  for (const one of requires) {
    if (one.kind !== 'InlineFragment') continue
    const condition = one.typeCondition ?? ''
    if (one.selections.some((each) => each.kind === 'Field' && each.name === field) && isOf(running, type, condition))
      keyed.add(type)
    if (one.selections.some((each) => hasBelow(each, field)))
      for (const possible of objectTypes(running, condition)) keyed.add(possible)
  }
  return keyed
}

/** Whether a field of this name stands anywhere inside a part of a key. */
function hasBelow(selection: QueryPlanSelectionNode, field: string): boolean {
  return (selection.selections ?? []).some(
    (one) => (one.kind === 'Field' && one.name === field) || hasBelow(one, field),
  )
}

function isOf(running: RunningBundle, type: string, condition: string): boolean {
  return type === condition || objectTypes(running, condition).includes(type)
}

function objectTypes({ apiSchema }: RunningBundle, name: string): readonly string[] {
  const type = apiSchema.getType(name)
  return isAbstractType(type) ? apiSchema.getPossibleTypes(type).map((one) => one.name) : [name]
}
