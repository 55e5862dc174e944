/** Root fields of one request: subjects and records from the arguments, introspection over the caller's own view. */
import { judgeItem } from '@xinqiao/contracts'
import { codeEntry } from '@xinqiao/schema'
import {
  executeSync,
  type FieldNode,
  GraphQLError,
  GraphQLString,
  getArgumentValues,
  getNamedType,
  isObjectType,
  Kind,
  OperationTypeNode,
  specifiedScalarTypes,
  type VariableDefinitionNode,
} from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { Contracted } from '../contract/contracted.ts'
import { type AskedField, fieldsBelow, type Variables } from './asked-field.ts'
import { callerView } from './caller-view.ts'
import type { DecidedRoot, Slot } from './decided.ts'
import { pageRowsMax } from './limits.ts'
import type { FormRoot, OperationForm } from './operation-form.ts'
import { checkOwnArguments, isAboutOwnSubject } from './own-subject.ts'
import { connectionNode, recordTypes } from './record-types.ts'
import { type Named, readRootArguments } from './root-arguments.ts'
import { type Stop, stopOf } from './stop.ts'

/**
 * @throws GraphQLError when an argument is missing or not of its type
 */
export function decideRoots(
  from: Contracted,
  form: OperationForm,
  variables: Variables,
  refKey: Uint8Array,
): readonly DecidedRoot[] | 'invalid' | 'too_many' {
  const roots: DecidedRoot[] = []
  for (const root of form.roots) {
    const decided = decideRoot(from, form, root, variables, refKey)
    if (decided === 'invalid' || decided === 'too_many') return decided
    checkArguments(form.running, decided.field, variables)
    roots.push(decided)
  }
  return roots
}

function decideRoot(
  from: Contracted,
  form: OperationForm,
  root: FormRoot,
  variables: Variables,
  refKey: Uint8Array,
): DecidedRoot | 'invalid' | 'too_many' {
  if (root.kind === 'meta') return { kind: 'meta', ...metaField(from, form, root.response, root.nodes, variables) }
  if (root.kind === 'plain') return decidePlain(from, root.field, variables)
  const [first] = root.nodes
  const definition = form.rootType.getFields()[root.name]
  if (first === undefined || definition === undefined) return 'invalid'
  const types = recordTypes(form.running)
  const args = getArgumentValues(definition, first, { ...variables })
  const reading = readRootArguments(root.name, args, { refKey, today: from.today, types })
  if (reading.kind === 'plain') return 'invalid'
  if (reading.kind !== 'read') return reading.kind
  const slots = reading.named.map((named) => slotOf(from, form, named))
  // Below a record the types are narrowed to those of the ids that are open: no other type is ever planned.
  const only =
    reading.subject === null ? new Set(slots.flatMap((slot) => (slot.kind === 'record' ? [slot.typename] : []))) : null
  return { kind: 'subjects', field: root.fieldFor(only), list: reading.list, slots }
}

/** A field about the asking subject itself takes it from the token, and no argument of the caller's names it. */
function decidePlain(from: Contracted, field: AskedField, variables: Variables): DecidedRoot | 'invalid' {
  if (field.stop !== null || !isAboutOwnSubject(from.running, field)) return { kind: 'plain', field, own: null }
  const own = from.claims.subject
  if (own === null) return 'invalid'
  checkOwnArguments(field.args(variables))
  return { kind: 'plain', field, own }
}

function slotOf(from: Contracted, form: OperationForm, named: Named): Slot {
  if (named.kind === 'subject') return { ...named, stops: noStops }
  if (named.kind === 'nothing')
    return {
      kind: 'stopped',
      stop: { code: 'NOT_FOUND', item: null, article: codeEntry('NOT_FOUND').article, agency: null },
    }
  const stale = form.collecting.stopOfItem(named.item, null)
  const { contract, running } = from
  const decision = judgeItem({ item: named.item, catalog: running.catalog, contract, subject: null, consent: 'later' })
  if (decision.kind === 'refusal') return { kind: 'stopped', stop: stopOf(decision) }
  return stale === null ? named : { kind: 'stopped', stop: stale }
}

const noStops: ReadonlyMap<string, Stop> = new Map()

interface Checked {
  readonly field: AskedField
  readonly isPage: boolean
}

const checked = new WeakMap<AskedField, readonly Checked[]>()

/** What hangs on the request's variables is coerced before anything is planned; `first` is 1 to 100 wherever there is one. */
function checkArguments(running: RunningBundle, root: AskedField, variables: Variables): void {
  for (const { field, isPage: pages } of checkedOf(running, root)) {
    const { first } = field.args(variables)
    if (pages && typeof first === 'number' && (first < 1 || first > pageRowsMax))
      throw new GraphQLError('Argument "first" is out of range.')
  }
}

/** Fields that have to be looked at with every request; a constant page size is looked at once. */
function checkedOf(running: RunningBundle, root: AskedField): readonly Checked[] {
  const known = checked.get(root)
  if (known !== undefined) return known
  const made: Checked[] = []
  for (const field of fieldsBelow(root.below)) {
    const pages = isPage(field, running)
    const { first } = field.isVariable ? {} : field.args({})
    const isFine = typeof first !== 'number' || (first >= 1 && first <= pageRowsMax)
    if (field.isVariable || (pages && !isFine)) made.push({ field, isPage: pages })
  }
  checked.set(root, made)
  return made
}

/** A connection of records: the hub pages it, and so bounds its rows. */
function isPage({ type }: AskedField, running: RunningBundle): boolean {
  const named = getNamedType(type)
  return isObjectType(named) && connectionNode(named, recordTypes(running)) !== null
}

/** `__typename`, `__schema`, `__type`: answered here, over the caller's view. */
function metaField(
  from: Contracted,
  form: OperationForm,
  response: string,
  nodes: readonly FieldNode[],
  variables: Variables,
): { readonly field: AskedField; readonly value: unknown } {
  const document = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: OperationTypeNode.QUERY,
        variableDefinitions: form.definitions.filter(isOfScalar),
        selectionSet: { kind: Kind.SELECTION_SET, selections: [...nodes] },
      },
      ...form.collecting.fragments.values(),
    ],
  } as const
  const isName = nodes[0]?.name.value === '__typename'
  const value = isName
    ? form.rootType.name
    : executeSync({
        schema: callerView(form.running, from.contract),
        document,
        variableValues: { ...variables },
      }).data?.[response]
  return { field: metaAsked(form, response, nodes), value: value ?? null }
}

function metaAsked(form: OperationForm, response: string, nodes: readonly FieldNode[]): AskedField {
  const name = nodes[0]?.name.value ?? '__typename'
  const typename = form.rootType.name
  return {
    response,
    key: response,
    name,
    typename,
    coordinate: `${typename}.${name}`,
    type: GraphQLString,
    args: () => ({}),
    isVariable: false,
    nodes,
    items: [],
    isForm: false,
    stop: null,
    path: null,
    masked: false,
    below: null,
  }
}

/** Introspection takes texts and conditions; other types of the operation's variables need not stand in the caller's view. */
function isOfScalar({ type }: VariableDefinitionNode): boolean {
  const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type
  return named.kind === Kind.NAMED_TYPE && specifiedScalarTypes.some(({ name }) => name === named.name.value)
}
