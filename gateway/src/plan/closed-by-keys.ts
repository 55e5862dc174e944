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

/**
 * Coordinates that have to be closed so that the plan names none that is; empty for a lawful plan. `together`: the planner
 * asks a field of every type of an interface at once though the operation asks it of some (an interface object computes it
 * for all): then it is closed for all of them.
 */
export function closedByKeys(
  running: RunningBundle,
  form: OperationForm,
  { fetches }: CompiledPlan,
  together = false,
): ReadonlyMap<string, Stop> {
  const closed = new Map<string, Stop>()
  const waiting = new Map<string, Stop>()
  for (const fetch of fetches)
    for (const read of typedReads(running, fetch))
      for (const [coordinate, stop] of closedReads(form, read, together)) waiting.set(coordinate, stop)
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

/** What a fetch reads; of an entity only by the types its representations name, though they be written on an interface. */
function* typedReads(running: RunningBundle, { operation, requires }: CompiledFetch): Generator<ReadField> {
  const entities = requires === null ? null : entityTypes(running, requires)
  for (const read of fieldsRead(running, operation))
    yield entities === null || !read.ofEntity
      ? read
      : { ...read, types: read.types.filter((type) => entities.has(type)) }
}

function entityTypes(running: RunningBundle, requires: readonly QueryPlanSelectionNode[]): ReadonlySet<string> {
  return new Set(
    requires.flatMap((one) => (one.kind === 'InlineFragment' ? objectTypes(running, one.typeCondition ?? '') : [])),
  )
}

/** A field written on an interface is read of each of its types: a key that is closed for one of them is closed. */
function* closedReads(
  { collecting }: OperationForm,
  { types, field }: ReadField,
  together: boolean,
): Generator<[string, Stop]> {
  if (field.startsWith('__') || field === '_entities') return
  const stops = types.map((type) => collecting.judge.input(`${type}.${field}`))
  const any = together ? (stops.find((stop) => stop !== null) ?? null) : null
  for (const [index, type] of types.entries()) {
    const stop = stops[index] ?? any
    if (stop !== null) yield [`${type}.${field}`, stop]
  }
}

/** Coordinates that a fetch gives to the entities which only this coordinate names. */
function* fieldsKeyedBy(running: RunningBundle, fetch: CompiledFetch, coordinate: string): Generator<string> {
  if (fetch.requires === null) return
  const keyed = typesKeyedBy(running, fetch.requires, coordinate)
  if (keyed.size === 0) return
  for (const { types, field, ofEntity } of typedReads(running, fetch))
    if (ofEntity && field !== '__typename') for (const type of types) if (keyed.has(type)) yield `${type}.${field}`
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
