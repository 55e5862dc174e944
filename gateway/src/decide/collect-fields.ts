/** Operation → tree of judged fields: by resolved schema coordinate and possible runtime type, never by a written name. */
import {
  type FieldNode,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
  getArgumentValues,
  getNamedType,
  isAbstractType,
  isObjectType,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import type { AskedField, Below } from './asked-field.ts'
import type { FieldJudge, SubjectType } from './judge-fields.ts'
import { recordTypes } from './record-types.ts'
import { groupByResponse, type Selecting } from './select-nodes.ts'
import type { Stop } from './stop.ts'

export interface Collecting extends Selecting {
  /** Variables the operation declares. */
  readonly definitions: readonly VariableDefinitionNode[]
  readonly running: RunningBundle
  readonly judge: FieldJudge
  /** Besides the contract: an item closed at this moment for everybody (FACTS_STALE). */
  readonly stopOfItem: (item: string, subject: SubjectType) => Stop | null
  /** Hub names of fields with arguments, by coordinate and arguments. */
  readonly keys: Map<string, string>
}

/** Where in the graph the walk stands. */
export interface Place {
  readonly subject: SubjectType
  /** Item of the record above and the path inside its payload; `null` outside a record. */
  readonly record: { readonly item: string; readonly path: readonly string[] } | null
  /** Types an abstract position is narrowed to; `null`: all possible ones. */
  readonly only: ReadonlySet<string> | null
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

/**
 * One field with everything below it, judged.
 * @throws GraphQLError when an argument is missing or not of its type
 */
export function askField(
  on: Collecting,
  type: GraphQLObjectType,
  response: string,
  nodes: readonly FieldNode[],
  place: Place,
): AskedField | null {
  const first = nodes[0]
  if (first === undefined) return null
  const name = first.name.value
  const coordinate = `${type.name}.${name}`
  const bare = { response, name, coordinate, nodes, path: null, masked: false }
  if (name === '__typename')
    return { ...bare, key: name, type: new GraphQLNonNull(GraphQLString), args: {}, items: [], stop: null, below: null }
  const definition = type.getFields()[name]
  if (definition === undefined) return null
  const args = getArgumentValues(definition, first, { ...on.variables })
  const judged = on.judge.coordinate(type.name, name, place.subject)
  const here = recordAt(on, type, name, place)
  const isLeaf = !isObjectType(getNamedType(definition.type)) && !isAbstractType(getNamedType(definition.type))
  const path = here?.path.length === undefined || here.path.length === 0 ? null : here.path.join('.')
  const leaf = isLeaf && path !== null && here !== null ? on.judge.leaf(here.item, path) : { stop: null, masked: false }
  const stop = judged.stop ?? stopOfItems(on, judged.items, place.subject) ?? leaf.stop
  const below = isLeaf
    ? null
    : stop !== null
      ? closed
      : collectBelow(on, definition.type, nodes, { ...place, record: here })
  const key = keyOf(on, coordinate, name, args)
  return {
    ...bare,
    key,
    type: definition.type,
    args,
    items: judged.items,
    stop,
    path: isLeaf ? path : null,
    masked: leaf.masked,
    below,
  }
}

const closed: Below = new Map()

function stopOfItems(on: Collecting, items: readonly string[], subject: SubjectType): Stop | null {
  for (const item of items) {
    const stop = on.stopOfItem(item, subject)
    if (stop !== null) return stop
  }
  return null
}

/** Path inside the payload after this field; the envelope of a record and everything below it has none. */
function recordAt(on: Collecting, type: GraphQLObjectType, name: string, place: Place): Place['record'] {
  const types = recordTypes(on.running)
  const item = types.itemOf.get(type.name)
  if (item !== undefined) return types.envelope.has(name) ? null : { item, path: [name] }
  return place.record === null ? null : { item: place.record.item, path: [...place.record.path, name] }
}

function collectBelow(on: Collecting, output: GraphQLOutputType, nodes: readonly FieldNode[], place: Place): Below {
  const type = getNamedType(output)
  const sets = nodes.flatMap((node) => (node.selectionSet === undefined ? [] : [node.selectionSet]))
  const possible = isAbstractType(type) ? on.schema.getPossibleTypes(type) : isObjectType(type) ? [type] : []
  const narrowed =
    isAbstractType(type) && place.only !== null ? possible.filter(({ name }) => place.only?.has(name)) : possible
  return new Map(narrowed.map((one) => [one.name, collectFields(on, one, sets, { ...place, only: null })]))
}

/** The hub's name of a field: its own, numbered where arguments tell two calls apart. */
function keyOf(on: Collecting, coordinate: string, name: string, args: Readonly<Record<string, unknown>>): string {
  if (Object.keys(args).length === 0) return name
  const call = `${coordinate} ${JSON.stringify(args)}`
  const before = on.keys.get(call)
  if (before !== undefined) return before
  const key = `${name}_${on.keys.size}`
  on.keys.set(call, key)
  return key
}
