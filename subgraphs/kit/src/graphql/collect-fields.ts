/** Which fields a selection asks of one object type: fragments laid flat, same answer keys together (GraphQL §6.3.2). */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql'

/** Answer key → the field nodes that ask for it, in the order of the answer. */
export type CollectedFields = ReadonlyMap<string, readonly [FieldNode, ...FieldNode[]]>

/** What collecting needs of a document. */
export interface DocumentParts {
  readonly schema: GraphQLSchema
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
}

/** Collects over all selection sets of one place; each fragment by name counts once there. The document has no directives. */
export function collectFields(
  { schema, fragments }: DocumentParts,
  type: GraphQLObjectType,
  sets: readonly (SelectionSetNode | undefined)[],
): CollectedFields {
  const fields = new Map<string, [FieldNode, ...FieldNode[]]>()
  const seen = new Set<string>()
  const walk = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value
        const same = fields.get(key)
        if (same === undefined) fields.set(key, [selection])
        else same.push(selection)
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (matches(schema, type, selection.typeCondition)) walk(selection.selectionSet)
      } else {
        const name = selection.name.value
        const fragment = fragments.get(name)
        if (seen.has(name)) continue
        seen.add(name)
        if (fragment !== undefined && matches(schema, type, fragment.typeCondition)) walk(fragment.selectionSet)
      }
    }
  }
  for (const set of sets) if (set !== undefined) walk(set)
  return fields
}

function matches(schema: GraphQLSchema, type: GraphQLObjectType, condition: TypeNode | undefined): boolean {
  if (condition === undefined) return true
  if (condition.kind !== Kind.NAMED_TYPE) return false
  const named = schema.getType(condition.name.value)
  return named === type || (isAbstractType(named) && schema.isSubType(named, type))
}
