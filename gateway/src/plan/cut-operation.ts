/**
 * The caller's operation → the one that is planned: what is closed is gone, what the row rules need is added, callers' names
 * and values are left behind. It keeps the caller's form where it can: a field asked through an interface stays there while
 * every possible type may give it; where only some may, it is asked of these alone.
 */
import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from 'graphql'
import type { AskedField } from '../decide/asked-field.ts'
import { judgeAt, type Place, plannedKey, recordAt } from '../decide/collect-fields.ts'
import { suppliedByHub } from '../decide/record-facts.ts'
import { connectionNode } from '../decide/record-types.ts'
import { groupByResponse, isIncluded } from '../decide/select-nodes.ts'
import { type Cutting, spend } from './cutting.ts'
import { printArguments } from './print-arguments.ts'
import { printFacts } from './print-facts.ts'
import { printPage } from './print-page.ts'

/**
 * The selection at one position, without braces; empty when nothing below may or need be fetched.
 * @throws OperationTooLong
 */
export function cutPosition(
  on: Cutting,
  sets: readonly SelectionSetNode[],
  type: GraphQLCompositeType,
  place: Place,
): string {
  const all = possibleTypes(on, type)
  const { only } = place
  const here = only === null || isObjectType(type) ? all : all.filter(({ name }) => only.has(name))
  const inside = { ...place, only: null }
  const parts = sets.flatMap((set) => cutTyped(on, set, type, here, inside))
  for (const one of here) {
    const facts = printFacts(on, one, inside)
    spend(on, facts.length)
    parts.push(...onType(type, one, facts))
  }
  if (parts.length === 0 || isObjectType(type)) return parts.join(' ')
  return ['__typename', ...parts].join(' ')
}

/** A selection set for these of a position's possible types. */
function cutTyped(
  on: Cutting,
  set: SelectionSetNode,
  type: GraphQLCompositeType,
  types: readonly GraphQLObjectType[],
  place: Place,
): readonly string[] {
  const isWhole = isObjectType(type) || types.length === possibleTypes(on, type).length
  if (isWhole) return cutSet(on, set, type, types, place)
  return types.flatMap((one) => onType(type, one, cutSet(on, set, one, [one], place)))
}

function cutSet(
  on: Cutting,
  set: SelectionSetNode,
  type: GraphQLCompositeType,
  types: readonly GraphQLObjectType[],
  place: Place,
): readonly string[] {
  const parts: string[] = []
  for (const selection of set.selections) {
    if (!isIncluded(on.form.collecting, selection)) continue
    if (selection.kind === Kind.FIELD) parts.push(...cutField(on, selection, type, types, place))
    else if (selection.kind === Kind.INLINE_FRAGMENT)
      parts.push(...cutFragment(on, selection.selectionSet, selection.typeCondition?.name.value, type, types, place))
    else {
      const fragment = on.form.collecting.fragments.get(selection.name.value)
      if (fragment === undefined) continue
      parts.push(...cutFragment(on, fragment.selectionSet, fragment.typeCondition.name.value, type, types, place))
    }
  }
  return parts
}

function cutFragment(
  on: Cutting,
  set: SelectionSetNode,
  condition: string | undefined,
  type: GraphQLCompositeType,
  types: readonly GraphQLObjectType[],
  place: Place,
): readonly string[] {
  const conditional = condition === undefined ? type : on.form.schema.getType(condition)
  if (!isCompositeType(conditional)) return []
  if (conditional === type) return cutSet(on, set, type, types, place)
  const allowed = new Set(possibleTypes(on, conditional))
  const here = types.filter((one) => allowed.has(one))
  if (here.length === 0) return []
  if (here.length < allowed.size) return here.flatMap((one) => onType(type, one, cutSet(on, set, one, [one], place)))
  return onType(type, conditional, cutSet(on, set, conditional, here, place))
}

/** A field for the types that may give it: all of them at once, or each by itself. */
function cutField(
  on: Cutting,
  node: FieldNode,
  type: GraphQLCompositeType,
  types: readonly GraphQLObjectType[],
  place: Place,
): readonly string[] {
  const name = node.name.value
  spend(on, types.length)
  if (name.startsWith('__')) return []
  const open = types.filter((one) => isOpen(on, one, name, place))
  const definition = isUnionType(type) ? undefined : type.getFields()[name]
  if (open.length === 0 || definition === undefined) return []
  if (isObjectType(type)) return cutOne(on, node, type, definition, place)
  const places = new Set(open.map((one) => JSON.stringify(recordAt(on.form.running, one.name, name, place.record))))
  if (open.length === types.length && places.size === 1) return cutOne(on, node, type, definition, place, open[0]?.name)
  return open.flatMap((one) => onType(type, one, cutOne(on, node, one, one.getFields()[name], place)))
}

function isOpen(on: Cutting, type: GraphQLObjectType, name: string, place: Place): boolean {
  if (on.types.itemOf.has(type.name) && suppliedByHub.has(name)) return false
  const definition = type.getFields()[name]
  if (definition === undefined || on.form.closedLater.has(`${type.name}.${name}`)) return false
  const { collecting, running } = on.form
  const here = recordAt(running, type.name, name, place.record)
  const { stop, items } = judgeAt(collecting, type.name, name, definition.type, here, place.subject)
  return stop === null && !items.some((item) => on.stops.has(item))
}

/** One field; `standsFor`: the object type that tells where in a record's payload the walk is. */
function cutOne(
  on: Cutting,
  node: FieldNode,
  type: GraphQLCompositeType,
  definition: GraphQLField<unknown, unknown> | undefined,
  place: Place,
  standsFor: string = type.name,
): readonly string[] {
  if (definition === undefined) return []
  const { form } = on
  const name = node.name.value
  const key = plannedKey(form.collecting, standsFor, node)
  const named = getNamedType(definition.type)
  const head = key === name ? name : `${key}: ${name}`
  if (!isCompositeType(named)) return [`${head}${printArguments(on.variables, node, definition)}`]
  const record = recordAt(form.running, standsFor, name, place.record)
  const inside = { ...place, record, only: null }
  const sets = node.selectionSet === undefined ? [] : [node.selectionSet]
  const row = isObjectType(named) ? connectionNode(named, on.types) : null
  const rowType = row === null ? undefined : form.schema.getType(row)
  if (isObjectType(named) && isObjectType(rowType)) {
    const rows = cutPosition(on, rowSelections(on, named, sets), rowType, inside)
    return [`${head}${printPage(on, node, definition, `${standsFor}.${name}`, rows)}`]
  }
  const below = cutPosition(on, sets, named, inside)
  if (below !== '') return [`${head}${printArguments(on.variables, node, definition)} { ${below} }`]
  // A form of the hub's graph is known without asking; that a thing with an item is there is itself something granted.
  const isForm = form.running.coordinates.item(`${standsFor}.${name}`) === undefined
  return isForm ? [] : [`${head}${printArguments(on.variables, node, definition)} { __typename }`]
}

/** The rows of a connection below a subject, with their facts. */
export function cutRows(
  on: Cutting,
  field: AskedField,
  connection: GraphQLObjectType,
  row: string,
  subject: Place['subject'],
): string {
  const type = on.form.schema.getType(row)
  const sets = field.nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]))
  if (!isObjectType(type)) return ''
  return cutPosition(on, rowSelections(on, connection, sets), type, { subject, record: null, only: null })
}

/** What the caller selects of a connection's rows, by whatever names. */
function rowSelections(
  on: Cutting,
  connection: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): readonly SelectionSetNode[] {
  return [...groupByResponse(on.form.collecting, connection, sets).values()]
    .flat()
    .flatMap(({ name, selectionSet }) => (name.value === 'nodes' && selectionSet !== undefined ? [selectionSet] : []))
}

function onType(at: GraphQLCompositeType, type: GraphQLCompositeType, parts: readonly string[]): readonly string[] {
  if (parts.length === 0) return []
  return at === type ? parts : [`... on ${type.name} { ${parts.join(' ')} }`]
}

function possibleTypes(on: Cutting, type: GraphQLCompositeType): readonly GraphQLObjectType[] {
  return isAbstractType(type) ? on.form.schema.getPossibleTypes(type) : [type]
}
