/** Root fields: subjects and records from the arguments, the tree below them, introspection over the caller's own view. */
import { judgeItem } from '@xinqiao/contracts'
import { codeEntry } from '@xinqiao/schema'
import {
  executeSync,
  type FieldNode,
  GraphQLError,
  type GraphQLObjectType,
  GraphQLString,
  getArgumentValues,
  Kind,
  OperationTypeNode,
  specifiedScalarTypes,
  type VariableDefinitionNode,
} from 'graphql'
import type { Contracted } from '../contract/contracted.ts'
import type { AskedField, Below } from './asked-field.ts'
import { callerView } from './caller-view.ts'
import { askField, type Collecting } from './collect-fields.ts'
import type { DecidedRoot, Slot } from './decided.ts'
import { pageRowsMax } from './limits.ts'
import { recordTypes } from './record-types.ts'
import { type Named, readRootArguments } from './root-arguments.ts'
import { stopOf } from './stop.ts'

/**
 * @throws GraphQLError when an argument is missing or not of its type
 */
export function decideRoots(
  from: Contracted,
  on: Collecting,
  root: GraphQLObjectType,
  groups: ReadonlyMap<string, readonly FieldNode[]>,
  refKey: Uint8Array,
): readonly DecidedRoot[] | 'invalid' | 'too_many' {
  const roots: DecidedRoot[] = []
  for (const [response, nodes] of groups) {
    const decided = decideRoot(from, on, root, response, nodes, refKey)
    if (decided === 'invalid' || decided === 'too_many') return decided
    if (decided !== null) roots.push(decided)
  }
  return roots
}

function decideRoot(
  from: Contracted,
  on: Collecting,
  root: GraphQLObjectType,
  response: string,
  nodes: readonly FieldNode[],
  refKey: Uint8Array,
): DecidedRoot | 'invalid' | 'too_many' | null {
  const first = nodes[0]
  if (first === undefined) return null
  const name = first.name.value
  if (name.startsWith('__')) return { kind: 'meta', ...metaField(from, on, root, response, nodes) }
  const definition = root.getFields()[name]
  if (definition === undefined) return null
  const args = getArgumentValues(definition, first, { ...on.variables })
  const reading = readRootArguments(name, args, { refKey, today: from.today, types: recordTypes(on.running) })
  if (reading.kind === 'invalid' || reading.kind === 'too_many') return reading.kind
  if (reading.kind === 'plain') {
    const field = askField(on, root, response, nodes, { subject: null, record: null, only: null })
    return field === null ? null : { kind: 'plain', field }
  }
  const slots = reading.named.map((named) => slotOf(from, on, named))
  // Below a record the types are narrowed to those of the ids that are open: no other type is ever planned.
  const only =
    reading.subject === null ? new Set(slots.flatMap((slot) => (slot.kind === 'record' ? [slot.typename] : []))) : null
  const field = askField(on, root, response, nodes, { subject: reading.subject, record: null, only })
  if (field === null) return null
  checkPages(field.below)
  return { kind: 'subjects', field, list: reading.list, slots }
}

function slotOf(from: Contracted, on: Collecting, named: Named): Slot {
  if (named.kind === 'subject') return { ...named, stops: new Map() }
  if (named.kind === 'nothing')
    return {
      kind: 'stopped',
      stop: { code: 'NOT_FOUND', item: null, article: codeEntry('NOT_FOUND').article, agency: null },
    }
  const stale = on.stopOfItem(named.item, null)
  const { contract, running } = from
  const decision = judgeItem({ item: named.item, catalog: running.catalog, contract, subject: null, consent: 'later' })
  if (decision.kind === 'refusal') return { kind: 'stopped', stop: stopOf(decision) }
  return stale === null ? named : { kind: 'stopped', stop: stale }
}

/** `first` is 1 to 100 wherever there is one. */
function checkPages(below: Below | null): void {
  const waiting: AskedField[] = [...(below?.values() ?? [])].flat()
  for (let field = waiting.pop(); field !== undefined; field = waiting.pop()) {
    const first = field.args['first']
    if (typeof first === 'number' && (first < 1 || first > pageRowsMax))
      throw new GraphQLError('Argument "first" is out of range.')
    for (const fields of field.below?.values() ?? []) waiting.push(...fields)
  }
}

/** `__typename`, `__schema`, `__type`: answered here, over the caller's view. */
function metaField(
  from: Contracted,
  on: Collecting,
  root: GraphQLObjectType,
  response: string,
  nodes: readonly FieldNode[],
): { readonly field: AskedField; readonly value: unknown } {
  const document = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: OperationTypeNode.QUERY,
        variableDefinitions: on.definitions.filter(isOfScalar),
        selectionSet: { kind: Kind.SELECTION_SET, selections: [...nodes] },
      },
      ...on.fragments.values(),
    ],
  } as const
  const view = callerView(on.running, from.contract)
  const result = executeSync({ schema: view, document, variableValues: { ...on.variables } })
  const field = askField(on, root, response, [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }], {
    subject: null,
    record: null,
    only: null,
  })
  if (field === null) throw new GraphQLError('The meta field cannot be read.')
  return { field: { ...field, type: GraphQLString }, value: result.data?.[response] ?? null }
}

/** Introspection takes texts and conditions; other types of the operation's variables need not stand in the caller's view. */
function isOfScalar({ type }: VariableDefinitionNode): boolean {
  const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type
  return named.kind === Kind.NAMED_TYPE && specifiedScalarTypes.some(({ name }) => name === named.name.value)
}
