/** Slices → text of the operation that is planned: every value is a variable, every name the schema's or the hub's own. */
import { type FieldNode, type GraphQLField, getNamedType, isCompositeType } from 'graphql'
import type { AskedField } from '../decide/asked-field.ts'
import type { DecidedRoot } from '../decide/decided.ts'
import type { OperationForm } from '../decide/operation-form.ts'
import { isAboutOwnSubject } from '../decide/own-subject.ts'
import { subjectRoots } from '../decide/root-arguments.ts'
import { cutPosition } from './cut-operation.ts'
import { type Cutting, cutting, OperationTooLong } from './cutting.ts'
import { cutWorkMax, operationCharsMax } from './limits.ts'
import { type Binding, OperationVariables } from './operation-variables.ts'
import { ownArguments } from './own-arguments.ts'
import type { Slice } from './planned.ts'
import { printArguments } from './print-arguments.ts'
import { refKind } from './slice-roots.ts'

export interface PrintedOperation {
  /** `null` when everything was cut. */
  readonly text: string | null
  readonly fill: (from: Binding) => Readonly<Record<string, unknown>>
}

/**
 * The cut operation of all slices.
 * @throws OperationTooLong
 */
export function printSlices(
  form: OperationForm,
  roots: readonly DecidedRoot[],
  slices: readonly Slice[],
  type: 'query' | 'mutation',
  byDivision: boolean,
): PrintedOperation {
  const variables = new OperationVariables()
  const work = { left: cutWorkMax }
  const parts = slices.flatMap((slice, index) => {
    const root = roots[slice.root]
    if (root === undefined || root.kind === 'meta') return []
    const on = cutting(form, slice.stops, variables, index, byDivision, work)
    return root.kind === 'plain' ? printPlain(on, slice, root.field) : printSubjects(on, slice, root)
  })
  const text = parts.length === 0 ? null : `${type}${variables.declarations} { ${parts.join(' ')} }`
  if (text !== null && text.length > operationCharsMax) throw new OperationTooLong()
  return { text, fill: variables.fill }
}

function printPlain(on: Cutting, slice: Slice, field: AskedField): readonly string[] {
  const definition = on.form.rootType.getFields()[field.name]
  if (definition === undefined || on.form.closedLater.has(field.coordinate)) return []
  const named = getNamedType(definition.type)
  return field.nodes.slice(0, isCompositeType(named) ? undefined : 1).flatMap((node) => {
    const head = `${slice.alias === field.name ? '' : `${slice.alias}: `}${field.name}`
    const call = `${head}${argumentsOf(on, node, field, definition)}`
    if (!isCompositeType(named)) return [call]
    const below = cutPosition(on, selections([node]), named, { subject: null, record: null, only: null })
    // What a root field gives is there or not: that alone is asked where everything below it is closed.
    return [`${call} { ${below === '' ? '__typename' : below} }`]
  })
}

/** Arguments of the hub's own types stand in its schema alone; it fills them itself. */
function argumentsOf(
  on: Cutting,
  node: FieldNode,
  field: AskedField,
  definition: GraphQLField<unknown, unknown>,
): string {
  const { running } = on.form
  if (!isAboutOwnSubject(running, field)) return printArguments(on.variables, node, definition)
  const whole = running.apiSchema.getQueryType()?.getFields()[field.name] ?? definition
  return printArguments(on.variables, node, whole, ownArguments(on, field, whole, node))
}

function printSubjects(
  on: Cutting,
  slice: Slice,
  root: DecidedRoot & { readonly kind: 'subjects' },
): readonly string[] {
  const { field } = root
  const definition = on.form.rootType.getFields()[field.name]
  const named = definition === undefined ? undefined : getNamedType(definition.type)
  if (!isCompositeType(named)) return []
  const subject = subjectRoots(on.form.running).get(field.name) ?? null
  const only = subject === null ? new Set(field.below?.keys() ?? []) : null
  const below = cutPosition(on, selections(field.nodes), named, { subject, record: null, only })
  if (below === '') return []
  return [`${slice.alias}: ${field.name}(${subjectArguments(on, field.name)}) { ${below} }`]
}

/** The keys of the slice, under the argument of the hub's own subgraph. */
export function subjectArguments({ variables, slice }: Pick<Cutting, 'variables' | 'slice'>, field: string): string {
  const keys = ({ slices }: Binding): readonly string[] => slices[slice]?.keys ?? []
  const one = (from: Binding): string | undefined => keys(from)[0]
  const named = (type: string, bind: (from: Binding) => unknown): string => variables.name(type, `slice ${slice}`, bind)
  switch (field) {
    case 'organization':
      return `uscc: $${named('ID!', one)}`
    case 'organizations':
      return `usccs: $${named('[ID!]!', keys)}`
    case 'naturalPerson':
      return `document: $${named('DocumentInput!', (from) => ({ kind: refKind, number: one(from) }))}`
    case 'record':
      return `id: $${named('ID!', one)}`
    default:
      return `ids: $${named('[ID!]!', keys)}`
  }
}

function selections(nodes: readonly FieldNode[]): readonly NonNullable<FieldNode['selectionSet']>[] {
  return nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]))
}
