/** Which object type is the record of which item, and what else the rooms know of the graph's form. */
import type { ItemId } from '@xinqiao/schema'
import { type GraphQLObjectType, getNamedType, isInterfaceType, isListType, isNonNullType, isObjectType } from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'

/** Name of the interface of every record (design.md §3). */
export const recordInterface = 'CreditRecord'

export interface RecordTypes {
  readonly itemOf: ReadonlyMap<string, ItemId>
  readonly typeOf: ReadonlyMap<ItemId, string>
  /** Names of the interface's own fields: envelope, never payload. */
  readonly envelope: ReadonlySet<string>
}

const known = new WeakMap<RunningBundle, RecordTypes>()

/** Read once a bundle from the API schema and the items of its types. */
export function recordTypes(running: RunningBundle): RecordTypes {
  const before = known.get(running)
  if (before !== undefined) return before
  const itemOf = new Map<string, ItemId>()
  const typeOf = new Map<ItemId, string>()
  const contract = running.apiSchema.getType(recordInterface)
  if (isInterfaceType(contract))
    for (const type of running.apiSchema.getPossibleTypes(contract)) {
      const item = running.coordinates.item(type.name)
      if (item === undefined) continue
      itemOf.set(type.name, item)
      typeOf.set(item, type.name)
    }
  const fields = isInterfaceType(contract) ? Object.keys(contract.getFields()) : []
  // The two hub-only fields of a record stand on its types, not on the interface.
  const types = { itemOf, typeOf, envelope: new Set([...fields, 'subject', 'subjectKind']) }
  known.set(running, types)
  return types
}

/** A connection of records: `nodes: [Record!]!` beside `pageInfo`. Gives the record type's name. */
export function connectionNode(type: GraphQLObjectType, types: RecordTypes): string | null {
  const fields = type.getFields()
  const nodes = fields['nodes']?.type
  if (nodes === undefined || fields['pageInfo'] === undefined) return null
  const list = isNonNullType(nodes) ? nodes.ofType : nodes
  if (!isListType(list)) return null
  const node = getNamedType(list)
  return isObjectType(node) && types.itemOf.has(node.name) ? node.name : null
}
