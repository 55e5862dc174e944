/** Asked tree → planned tree: what is closed is gone, what the row rules need is added, callers' names are left behind. */
import type { ItemId } from '@xinqiao/schema'
import { GraphQLError, type GraphQLObjectType, type GraphQLSchema, isObjectType } from 'graphql'
import type { AskedField, Below } from '../decide/asked-field.ts'
import { pageRowsMax } from '../decide/limits.ts'
import { connectionNode, type RecordTypes } from '../decide/record-types.ts'
import type { Stop } from '../decide/stop.ts'
import type { PlannedBelow, PlannedField, PlannedFields } from './planned.ts'

/** Facts the row rules look at; planned on every record, whatever the caller selects. */
const hiddenFacts = [
  'id',
  'item',
  'provider',
  'class',
  'determinedOn',
  'ongoing',
  'concludedOn',
  'validTo',
  'seriousness',
  'version',
  'division',
  'subject',
  'subjectKind',
  // End of a listing, in the payload of listed records (REG-32.3a).
  'removedOn',
  // What a measure, ban or objection is derived from and ends with (REG-25b, REG-32.3d).
  'sourceRecord',
] as const

/** The hub's own to say: from the standings, from the contract. */
const suppliedByHub: ReadonlySet<string> = new Set(['objection', 'masked'])

export interface Cutting {
  /** API schema, hub-only fields included. */
  readonly schema: GraphQLSchema
  readonly types: RecordTypes
  /** Items closed for the subjects of this slice. */
  readonly stops: ReadonlyMap<ItemId, Stop>
  /** Sealed cursor → the agency's; throws when it was not made for this place. */
  readonly openCursor: (cursor: string, coordinate: string) => string
}

/**
 * The planned selection below one field, by possible type.
 * @throws GraphQLError for a cursor that is not the hub's, or not for this place
 */
export function cutBelow(on: Cutting, below: Below): PlannedBelow {
  const planned = new Map<string, PlannedFields>()
  for (const [typename, asked] of below) {
    const type = on.schema.getType(typename)
    if (isObjectType(type)) planned.set(typename, cutFields(on, type, asked))
  }
  return planned
}

/** Whether an answer to the asked field needs anything fetched. */
export function isEmptyBelow(below: PlannedBelow): boolean {
  return [...below.values()].every((fields) => fields.size === 0)
}

/** Whether a field stays closed for the subjects of a slice. */
export function isClosed(field: AskedField, stops: ReadonlyMap<ItemId, Stop>): boolean {
  return field.stop !== null || field.items.some((item) => stops.has(item))
}

function cutFields(on: Cutting, type: GraphQLObjectType, asked: readonly AskedField[]): PlannedFields {
  const planned = new Map<string, PlannedField>()
  const isRecord = on.types.itemOf.has(type.name)
  for (const field of asked) {
    if (field.name === '__typename' || isClosed(field, on.stops)) continue
    if (isRecord && suppliedByHub.has(field.name)) continue
    const one = cutField(on, field)
    if (one !== null) planned.set(one.key, mergeFields(planned.get(one.key), one))
  }
  if (isRecord) for (const name of hiddenFacts) addLeaf(type, name, planned)
  return planned
}

function cutField(on: Cutting, field: AskedField): PlannedField | null {
  const typename = field.coordinate.slice(0, field.coordinate.indexOf('.'))
  const bare = { key: field.key, name: field.name, typename, type: field.type, items: field.items }
  if (field.below === null) return { ...bare, args: field.args, page: null, below: null }
  const [onlyType] = field.below.size === 1 ? field.below.keys() : []
  const type = onlyType === undefined ? undefined : on.schema.getType(onlyType)
  const node = isObjectType(type) ? connectionNode(type, on.types) : null
  if (isObjectType(type) && node !== null) return cutConnection(on, field, bare, type, node)
  const below = cutBelow(on, field.below)
  // Only form was asked, or everything below is closed: there is nothing to fetch.
  return isEmptyBelow(below) ? null : { ...bare, args: field.args, page: null, below }
}

/** A connection is planned whole: nodes with their facts and the page's end, whatever of it the caller selects. */
function cutConnection(
  on: Cutting,
  field: AskedField,
  bare: Pick<PlannedField, 'key' | 'name' | 'typename' | 'type' | 'items'>,
  type: GraphQLObjectType,
  node: string,
): PlannedField | null {
  const nodeType = on.schema.getType(node)
  const pageInfo = type.getFields()['pageInfo']
  const nodes = type.getFields()['nodes']
  if (!isObjectType(nodeType) || nodes === undefined || pageInfo === undefined) return null
  const asked = field.below?.get(type.name) ?? []
  const rows = asked
    .filter(({ name, stop }) => name === 'nodes' && stop === null)
    .flatMap((one) => one.below?.get(node) ?? [])
  const ends = new Map<string, PlannedField>()
  const pageType = on.schema.getType('PageInfo')
  if (isObjectType(pageType)) for (const name of ['hasNextPage', 'endCursor']) addLeaf(pageType, name, ends)
  const common = { typename: type.name, args: {}, items: field.items, page: null }
  const first = typeof field.args['first'] === 'number' ? field.args['first'] : pageRowsMax
  const after = field.args['after']
  if (after !== undefined && after !== null && typeof after !== 'string')
    throw new GraphQLError('Argument "after" is no cursor.')
  const opened = typeof after === 'string' ? { after: on.openCursor(after, field.coordinate) } : {}
  return {
    ...bare,
    args: { ...field.args, first: Math.min(first + 1, pageRowsMax), ...opened },
    page: { first, node },
    below: new Map([
      [
        type.name,
        new Map<string, PlannedField>([
          [
            'nodes',
            {
              ...common,
              key: 'nodes',
              name: 'nodes',
              type: nodes.type,
              below: new Map([[node, cutFields(on, nodeType, rows)]]),
            },
          ],
          [
            'pageInfo',
            { ...common, key: 'pageInfo', name: 'pageInfo', type: pageInfo.type, below: new Map([['PageInfo', ends]]) },
          ],
        ]),
      ],
    ]),
  }
}

function addLeaf(type: GraphQLObjectType, name: string, into: Map<string, PlannedField>): void {
  const field = type.getFields()[name]
  if (field === undefined || into.has(name)) return
  into.set(name, {
    key: name,
    name,
    typename: type.name,
    type: field.type,
    args: {},
    items: [],
    page: null,
    below: null,
  })
}

/** Two of the caller's names for one call become one. */
function mergeFields(one: PlannedField | undefined, other: PlannedField): PlannedField {
  if (one?.below == null || other.below === null) return other
  const below = new Map(one.below)
  for (const [typename, fields] of other.below) {
    const merged = new Map(below.get(typename) ?? [])
    for (const [key, field] of fields) merged.set(key, mergeFields(merged.get(key), field))
    below.set(typename, merged)
  }
  return { ...other, below }
}
