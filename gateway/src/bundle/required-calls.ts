/** What a selection of a supergraph's directives reads: coordinates, with the arguments they are called by. */
import { type FieldNode, Kind, print, type SelectionSetNode } from 'graphql'
import type { SupergraphType } from './supergraph-types.ts'

export type Types = ReadonlyMap<string, SupergraphType>

export interface RequiredCall {
  readonly coordinate: string
  /** Its arguments as text; empty for none. */
  readonly by: string
}

/** Every call a selection makes, `T.f(a: 1)`, under the type that each level has; on an interface, those of its implementations too. */
export function callsIn(type: string, { selections }: SelectionSetNode, types: Types): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return callsIn(selection.typeCondition?.name.value ?? type, selection.selectionSet, types)
    if (selection.kind === Kind.FRAGMENT_SPREAD) throw new Error('expected no named fragment in a selection of fields')
    const name = selection.name.value
    if (name === '__typename') return []
    const field = types.get(type)?.fields.get(name)
    if (field === undefined) throw new Error(`expected a field ${type}.${name}, got none`)
    const by = argumentsText(selection)
    const implementations = [...types].flatMap(([one, { interfaces, fields }]) =>
      interfaces.includes(type) && fields.has(name) ? [`${one}.${name}${by}`] : [],
    )
    const below = selection.selectionSet === undefined ? [] : callsIn(field.type, selection.selectionSet, types)
    return [`${type}.${name}${by}`, ...implementations, ...below]
  })
}

function argumentsText({ arguments: args }: FieldNode): string {
  if (args === undefined || args.length === 0) return ''
  return `(${args
    .map((one) => print(one))
    .toSorted()
    .join(', ')})`
}

/** The coordinate of a call. */
export function bare(call: string): string {
  return callOf(call).coordinate
}

/** Whether a call has arguments. */
export function takesArguments(call: string): boolean {
  return call.includes('(')
}

/** A call by its parts. */
export function callOf(call: string): RequiredCall {
  const open = call.indexOf('(')
  return open === -1 ? { coordinate: call, by: '' } : { coordinate: call.slice(0, open), by: call.slice(open) }
}
