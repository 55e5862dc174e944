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
    for (const read of fieldsRead(running, fetch.operation)) {
      const stop = stopOfRead(form, read)
      if (stop !== null) for (const type of read.types) waiting.set(`${type}.${read.field}`, stop)
    }
  for (let next = waiting.entries().next(); next.done !== true; next = waiting.entries().next()) {
    const [coordinate, stop] = next.value
    waiting.delete(coordinate)
    if (closed.has(coordinate)) continue
    closed.set(coordinate, stop)
    for (const fetch of fetches)
      if (isKeyedBy(running, fetch, coordinate))
        for (const other of entityFields(running, fetch)) if (!closed.has(other)) waiting.set(other, stop)
  }
  return closed
}

/** A field written on an interface is as open as the most open of its types: the cut has left no closed one in its place. */
function stopOfRead({ collecting }: OperationForm, { types, field }: ReadField): Stop | null {
  if (field.startsWith('__') || field === '_entities' || types.length === 0) return null
  let first: Stop | null = null
  for (const type of types) {
    const stop = collecting.judge.input(`${type}.${field}`)
    if (stop === null) return null
    first ??= stop
  }
  return first
}

/** Whether the entities of a fetch are named by this coordinate. */
function isKeyedBy(running: RunningBundle, { requires }: CompiledFetch, coordinate: string): boolean {
  const [type = '', field = ''] = coordinate.split('.')
  const names = (selections: readonly QueryPlanSelectionNode[], on: string | null): boolean =>
    selections.some((one) => {
      if (one.kind === 'InlineFragment') return names(one.selections, one.typeCondition ?? on)
      if (one.name === field && (on === null || isOf(running, type, on))) return true
      return one.selections !== undefined && names(one.selections, null)
    })
  return requires !== null && names(requires, null)
}

function isOf({ apiSchema }: RunningBundle, type: string, condition: string): boolean {
  if (type === condition) return true
  const conditional = apiSchema.getType(condition)
  return isAbstractType(conditional) && apiSchema.getPossibleTypes(conditional).some(({ name }) => name === type)
}

/** Coordinates that a fetch gives to the entities it extends. */
function* entityFields(running: RunningBundle, { operation, requires }: CompiledFetch): Generator<string> {
  if (requires === null) return
  const conditions = requires.flatMap((one) => (one.kind === 'InlineFragment' ? [one.typeCondition ?? ''] : []))
  for (const { types, on, field } of fieldsRead(running, operation))
    if (on !== null && field !== '__typename' && conditions.some((one) => one === on || isOf(running, on, one)))
      for (const type of types) yield `${type}.${field}`
}
