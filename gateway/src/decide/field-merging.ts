/**
 * Field Selection Merging (GraphQL §5.3.2), in time that grows with the selections: graphql-js compares every pair of
 * fields with one name, and thousands of equal ones take it half a second. Here the fields of one place are grouped by
 * response name and each is compared with the first of its group; what is below them is merged and read the same way.
 * It stands after the other rules, on a document whose names are all known.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  isUnionType,
  Kind,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql'
import { mergeWorkMax } from './limits.ts'
import { fragmentsOf } from './measure-operation.ts'
import { outputShape } from './planned-names.ts'
import { callText } from './value-text.ts'

interface Placed {
  readonly parent: GraphQLCompositeType
  readonly node: FieldNode
  readonly type: GraphQLOutputType
}

interface Merging {
  readonly schema: GraphQLSchema
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly calls: Map<FieldNode, string>
  work: number
}

/** More merged selections than the bound: types that exclude each other, again and again below an interface. */
export class TooMuchMerging extends Error {}

/**
 * The first two fields that cannot stand under one name, as an error; `null` where all can.
 * @throws TooMuchMerging
 */
export function fieldConflict(schema: GraphQLSchema, document: DocumentNode): GraphQLError | null {
  const on: Merging = { schema, fragments: fragmentsOf(document), calls: new Map(), work: 0 }
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    const root = schema.getRootType(definition.operation)
    if (root === undefined || root === null) continue
    const fields = collect(on, [[root, definition.selectionSet]])
    const found = shapeConflict(on, fields) ?? callConflict(on, fields)
    if (found !== null) return found
  }
  return null
}

/** Whatever types give them, fields of one name have one shape: lists, nulls, the type of a leaf. */
function shapeConflict(on: Merging, fields: readonly Placed[]): GraphQLError | null {
  for (const [response, group] of byResponse(fields)) {
    // graphql-js lets the name of a type stand beside any leaf, and so do we.
    const [first, ...others] = group.filter(({ node }) => node.name.value !== '__typename')
    for (const one of others)
      if (first !== undefined && one.type !== first.type && outputShape(one.type) !== outputShape(first.type))
        return conflict(response, first, one)
    const below = shapeConflict(on, collectBelow(on, group))
    if (below !== null) return below
  }
  return null
}

/** Fields that may stand on one object are one call: one name, one set of arguments. Different object types exclude each other. */
function callConflict(on: Merging, fields: readonly Placed[]): GraphQLError | null {
  for (const [response, group] of byResponse(fields))
    for (const together of byCommonParent(group)) {
      const [first] = together
      if (first === undefined) continue
      for (const one of together) if (callOf(on, one) !== callOf(on, first)) return conflict(response, first, one)
      const below = callConflict(on, collectBelow(on, together))
      if (below !== null) return below
    }
  return null
}

/** Groups of fields that may stand on one object; what an interface or union gives stands in each. */
function byCommonParent(group: readonly Placed[]): readonly (readonly Placed[])[] {
  const abstract = group.filter(({ parent }) => !isObjectType(parent))
  if (abstract.length === group.length) return [group]
  const objects = new Map<string, Placed[]>()
  for (const field of group) if (isObjectType(field.parent)) add(objects, field.parent.name, field)
  return abstract.length === 0 ? [...objects.values()] : [...objects.values()].map((own) => [...own, ...abstract])
}

function byResponse(fields: readonly Placed[]): ReadonlyMap<string, readonly Placed[]> {
  const groups = new Map<string, Placed[]>()
  for (const field of fields) add(groups, field.node.alias?.value ?? field.node.name.value, field)
  return groups
}

function add(groups: Map<string, Placed[]>, name: string, field: Placed): void {
  const group = groups.get(name)
  if (group === undefined) groups.set(name, [field])
  else group.push(field)
}

function collectBelow(on: Merging, fields: readonly Placed[]): readonly Placed[] {
  const sets: [GraphQLCompositeType, SelectionSetNode][] = []
  for (const { node, type } of fields) {
    const named = getNamedType(type)
    if (node.selectionSet !== undefined && isCompositeType(named)) sets.push([named, node.selectionSet])
  }
  return sets.length === 0 ? none : collect(on, sets)
}

const none: readonly Placed[] = []

/** Fields of several selection sets merged, fragments entered once. */
function collect(on: Merging, sets: readonly (readonly [GraphQLCompositeType, SelectionSetNode])[]): readonly Placed[] {
  const fields: Placed[] = []
  const spread = new Set<string>()
  const enter = (parent: GraphQLCompositeType, set: SelectionSetNode): void => {
    on.work += set.selections.length
    if (on.work > mergeWorkMax) throw new TooMuchMerging()
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const type = typeOf(parent, selection.name.value)
        if (type !== undefined) fields.push({ parent, node: selection, type })
        continue
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        enter(conditional(on, selection.typeCondition?.name.value) ?? parent, selection.selectionSet)
        continue
      }
      const fragment = on.fragments.get(selection.name.value)
      if (fragment === undefined || spread.has(selection.name.value)) continue
      spread.add(selection.name.value)
      enter(conditional(on, fragment.typeCondition.name.value) ?? parent, fragment.selectionSet)
    }
  }
  for (const [parent, set] of sets) enter(parent, set)
  return fields
}

function conditional({ schema }: Merging, name: string | undefined): GraphQLCompositeType | undefined {
  const type = name === undefined ? undefined : schema.getType(name)
  return isCompositeType(type) ? type : undefined
}

function typeOf(parent: GraphQLCompositeType, name: string): GraphQLOutputType | undefined {
  if (name === '__typename') return TypeNameMetaFieldDef.type
  if (name === '__schema') return SchemaMetaFieldDef.type
  if (name === '__type') return TypeMetaFieldDef.type
  return isUnionType(parent) ? undefined : parent.getFields()[name]?.type
}

function callOf({ calls }: Merging, { node }: Placed): string {
  const before = calls.get(node)
  if (before !== undefined) return before
  const made = callText(node)
  calls.set(node, made)
  return made
}

function conflict(response: string, one: Placed, other: Placed): GraphQLError {
  const message = `Fields "${response}" conflict because they differ in field, arguments or type. Use different aliases on the fields to fetch both if this was intentional.`
  return new GraphQLError(message, { nodes: [one.node, other.node] })
}
