/** Operation → graph of judged fields: by resolved schema coordinate and possible runtime type, never by a written name. */
import {
  type FieldNode,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
  getNamedType,
  isAbstractType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { AskedField, Below } from './asked-field.ts'
import { argumentReader } from './field-arguments.ts'
import type { FieldJudge, SubjectType } from './judge-fields.ts'
import { askedFieldsMax } from './limits.ts'
import { factName } from './record-facts.ts'
import { recordTypes } from './record-types.ts'
import { groupByResponse, type Selecting } from './select-nodes.ts'
import type { Stop } from './stop.ts'

export interface Collecting extends Selecting {
  readonly running: RunningBundle
  readonly judge: FieldJudge
  /** Besides the contract: an item closed at this moment for everybody (FACTS_STALE). */
  readonly stopOfItem: (item: string, subject: SubjectType) => Stop | null
  /** The hub's name of a field node. */
  readonly keyOf: (node: FieldNode) => string
  /** Selections by what makes them one: equal nodes at equal places of equal types. */
  readonly known: Map<string, Below>
  readonly ids: Map<object, number>
  readonly count: { fields: number }
}

/** The graph of an operation would be larger than one may be, by possible types and places. */
export class TooManyFields extends Error {}

/** Where in the graph the walk stands. */
export interface Place {
  readonly subject: SubjectType
  /** Item of the record above and the path inside its payload; `null` outside a record. */
  readonly record: { readonly item: string; readonly path: readonly string[] } | null
  /** Types an abstract position is narrowed to; `null`: all possible ones. */
  readonly only: ReadonlySet<string> | null
}

/**
 * One field with everything below it, judged.
 * @throws GraphQLError when a constant argument is not of its type
 * @throws TooManyFields
 */
export function askField(
  on: Collecting,
  type: GraphQLObjectType,
  response: string,
  nodes: readonly FieldNode[],
  place: Place,
): AskedField | null {
  const [first] = nodes
  if (first === undefined) return null
  on.count.fields += 1
  if (on.count.fields > askedFieldsMax) throw new TooManyFields()
  const name = first.name.value
  const bare = { response, name, typename: type.name, coordinate: `${type.name}.${name}`, nodes }
  if (name === '__typename') return typenameField(on, type, bare, place)
  const definition = type.getFields()[name]
  if (definition === undefined) return null
  const here = recordAt(on.running, type.name, name, place.record)
  const { items, stop, path, masked, isLeaf } = judgeAt(on, type.name, name, definition.type, here, place.subject)
  const below = isLeaf
    ? null
    : stop === null
      ? askBelow(on, definition.type, nodes, { ...place, record: here, only: place.only })
      : closed
  return {
    ...bare,
    key: plannedKey(on, type.name, first),
    type: definition.type,
    ...argumentReader(definition, first),
    items,
    isForm: on.running.coordinates.item(bare.coordinate) === undefined,
    stop,
    path,
    masked,
    below,
  }
}

/** The hub's name of a field: a record's facts are fetched once, for the rules and for the caller alike. */
export function plannedKey(on: Pick<Collecting, 'running' | 'keyOf'>, type: string, node: FieldNode): string {
  const fact = recordTypes(on.running).itemOf.has(type) ? factName(node.name.value) : undefined
  return fact ?? on.keyOf(node)
}

export interface JudgedPlace {
  readonly items: readonly string[]
  readonly stop: Stop | null
  readonly path: string | null
  readonly masked: boolean
  readonly isLeaf: boolean
}

/** The whole decision on one field at one place; `here`: where the walk stands after it. */
export function judgeAt(
  on: Pick<Collecting, 'judge' | 'stopOfItem'>,
  type: string,
  name: string,
  output: GraphQLOutputType,
  here: Place['record'],
  subject: SubjectType,
): JudgedPlace {
  const { items, stop } = on.judge.coordinate(type, name, subject)
  const named = getNamedType(output)
  const isLeaf = !isObjectType(named) && !isAbstractType(named)
  const path = here === null || here.path.length === 0 ? null : here.path.join('.')
  // Of persons and bodies too: that a field which is not granted holds any, and how many, is told by their mere names.
  const right = path === null || here === null ? { stop: null, masked: false } : on.judge.leaf(here.item, path)
  const own = stop ?? stopOfItems(on, items, subject) ?? right.stop
  return { items, stop: own, path: isLeaf ? path : null, masked: isLeaf && right.masked, isLeaf }
}

const closed: Below = new Map()
const noArguments = Object.freeze({})

/** The name of a type is closed with the type: it would tell that such an object is there. */
function typenameField(
  on: Collecting,
  type: GraphQLObjectType,
  bare: Pick<AskedField, 'response' | 'name' | 'typename' | 'coordinate' | 'nodes'>,
  place: Place,
): AskedField {
  const { items, stop } = on.judge.type(type.name, place.subject)
  return {
    ...bare,
    key: '__typename',
    type: new GraphQLNonNull(GraphQLString),
    args: () => noArguments,
    isVariable: false,
    items,
    isForm: false,
    stop: stop ?? stopOfItems(on, items, place.subject),
    path: null,
    masked: false,
    below: null,
  }
}

function stopOfItems(on: Pick<Collecting, 'stopOfItem'>, items: readonly string[], subject: SubjectType): Stop | null {
  for (const item of items) {
    const stop = on.stopOfItem(item, subject)
    if (stop !== null) return stop
  }
  return null
}

/** Path inside the payload after this field; the envelope of a record and everything below it has none. */
export function recordAt(running: RunningBundle, type: string, name: string, above: Place['record']): Place['record'] {
  const types = recordTypes(running)
  const item = types.itemOf.get(type)
  if (item !== undefined) return types.envelope.has(name) ? null : { item, path: [name] }
  return above === null ? null : { item: above.item, path: [...above.path, name] }
}

/** What several nodes of one field select, by possible type; the same graph wherever the same is asked. */
export function askBelow(on: Collecting, output: GraphQLOutputType, nodes: readonly FieldNode[], place: Place): Below {
  const type = getNamedType(output)
  const sets = nodes.flatMap((node) => (node.selectionSet === undefined ? [] : [node.selectionSet]))
  const identity = `${type.name}|${placeName(place)}|${sets.map((set) => idOf(on, set)).join(' ')}`
  const known = on.known.get(identity)
  if (known !== undefined) return known
  const possible = isAbstractType(type) ? on.schema.getPossibleTypes(type) : isObjectType(type) ? [type] : []
  const { only } = place
  const narrowed = isAbstractType(type) && only !== null ? possible.filter(({ name }) => only.has(name)) : possible
  const made = new Map(narrowed.map((one) => [one.name, collectFields(on, one, sets, { ...place, only: null })]))
  on.known.set(identity, made)
  return made
}

/** Fields of one object type from several selection sets, merged by response name in the order they were written. */
function collectFields(
  on: Collecting,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
  place: Place,
): readonly AskedField[] {
  const asked: AskedField[] = []
  for (const [response, nodes] of groupByResponse(on, type, sets)) {
    const field = askField(on, type, response, nodes, place)
    if (field !== null) asked.push(field)
  }
  return asked
}

function placeName({ subject, record, only }: Place): string {
  return `${subject}|${record === null ? '' : `${record.item}#${record.path.join('.')}`}|${only === null ? '*' : [...only].join(' ')}`
}

function idOf(on: Collecting, set: SelectionSetNode): number {
  const known = on.ids.get(set)
  if (known !== undefined) return known
  on.ids.set(set, on.ids.size)
  return on.ids.size - 1
}
