/** Which field nodes of the operation stand on one object type: fragments entered, `@include` and `@skip` decided. */
import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  Kind,
  type SelectionSetNode,
} from 'graphql'

export interface Selecting {
  readonly schema: GraphQLSchema
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>
}

/** Field nodes by response name: fragments entered, conditions applied. */
export function groupByResponse(
  on: Selecting,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): ReadonlyMap<string, readonly FieldNode[]> {
  const grouped = new Map<string, FieldNode[]>()
  const spread = new Set<string>()
  for (const set of sets) gather(on, type, set, grouped, spread)
  return grouped
}

function gather(
  on: Selecting,
  type: GraphQLObjectType,
  set: SelectionSetNode,
  into: Map<string, FieldNode[]>,
  spread: Set<string>,
): void {
  for (const selection of set.selections) {
    // A skipped field needs no right: it is not there.
    if (!isIncluded(on, selection)) continue
    if (selection.kind === Kind.FIELD) {
      const response = selection.alias?.value ?? selection.name.value
      const nodes = into.get(response)
      if (nodes === undefined) into.set(response, [selection])
      else nodes.push(selection)
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      if (applies(on, type, selection.typeCondition?.name.value)) gather(on, type, selection.selectionSet, into, spread)
    } else {
      const fragment = on.fragments.get(selection.name.value)
      if (fragment === undefined || spread.has(selection.name.value)) continue
      spread.add(selection.name.value)
      if (applies(on, type, fragment.typeCondition.name.value)) gather(on, type, fragment.selectionSet, into, spread)
    }
  }
}

/** Whether a selection is there at all under the conditions of this form. */
export function isIncluded(on: Selecting, node: { readonly directives?: readonly DirectiveNode[] }): boolean {
  if (node.directives === undefined || node.directives.length === 0) return true
  const variables = { ...on.variables }
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] === true) return false
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false
}

function applies(on: Selecting, type: GraphQLObjectType, condition: string | undefined): boolean {
  if (condition === undefined || condition === type.name) return true
  const conditional = on.schema.getType(condition)
  return isAbstractType(conditional) && on.schema.isSubType(conditional, type)
}
