/** Size of an operation, counted without expanding a fragment: each fragment is measured once (trust.md §8, row 5). */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql'
import { introspectionFits } from './introspection-size.ts'
import { depthMax, directivesMax, namesPerFieldMax, rootFieldsMax, selectionsMax, typeNestingMax } from './limits.ts'

interface Size {
  readonly depth: number
  readonly selections: number
  readonly directives: number
}

const tooDeep: Size = { depth: Number.POSITIVE_INFINITY, selections: Number.POSITIVE_INFINITY, directives: 0 }

/** Whether the operation is within depth, expanded selections, directives, names per field and root fields. */
export function withinLimits(document: DocumentNode, operation: OperationDefinitionNode): boolean {
  const fragments = fragmentsOf(document)
  const size = measureSelections(operation.selectionSet, fragments, new Map(), new Set())
  if (size.depth > depthMax || size.selections > selectionsMax || size.directives > directivesMax) return false
  if (!typesHold(document) || !introspectionFits(document, fragments)) return false
  return namesHold(document) && rootFields(operation.selectionSet, fragments) <= rootFieldsMax
}

/** Fragments of a document by name. */
export function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  return fragments
}

function measureSelections(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Map<string, Size>,
  open: Set<string>,
): Size {
  let depth = 0
  let selections = 0
  let directives = 0
  for (const selection of set.selections) {
    directives += selection.directives?.length ?? 0
    let below: Size = { depth: 0, selections: 0, directives: 0 }
    if (selection.kind === Kind.FRAGMENT_SPREAD) below = measureFragment(selection.name.value, fragments, known, open)
    else if (selection.selectionSet !== undefined)
      below = measureSelections(selection.selectionSet, fragments, known, open)
    depth = Math.max(depth, below.depth + (selection.kind === Kind.FIELD ? 1 : 0))
    selections += 1 + below.selections
    directives += below.directives
  }
  return { depth, selections, directives }
}

function measureFragment(
  name: string,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Map<string, Size>,
  open: Set<string>,
): Size {
  const before = known.get(name)
  if (before !== undefined) return before
  // A fragment that spreads itself has no end: it counts as too deep, validation need not see it.
  if (open.has(name)) return tooDeep
  const fragment = fragments.get(name)
  if (fragment === undefined) return { depth: 0, selections: 0, directives: 0 }
  open.add(name)
  const size = measureSelections(fragment.selectionSet, fragments, known, open)
  open.delete(name)
  known.set(name, size)
  return size
}

/** Types of variables, in every operation of the document: graphql-js reads them by recursion. */
function typesHold(document: DocumentNode): boolean {
  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION)
      for (const { type } of definition.variableDefinitions ?? []) {
        let levels = 0
        for (let one: TypeNode = type; one.kind !== Kind.NAMED_TYPE; one = one.type) levels += 1
        if (levels > typeNestingMax) return false
      }
  return true
}

/** Response names for each field name, over the whole document. */
function namesHold(document: DocumentNode): boolean {
  const names = new Map<string, Set<string>>()
  const waiting: SelectionSetNode[] = []
  for (const definition of document.definitions) if ('selectionSet' in definition) waiting.push(definition.selectionSet)
  for (let set = waiting.pop(); set !== undefined; set = waiting.pop())
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const of = names.get(selection.name.value) ?? new Set<string>()
        names.set(selection.name.value, of.add(selection.alias?.value ?? selection.name.value))
        if (of.size > namesPerFieldMax) return false
      }
      if ('selectionSet' in selection && selection.selectionSet !== undefined) waiting.push(selection.selectionSet)
    }
  return true
}

/** Fields at the root, fragments looked into once each. */
function rootFields(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): number {
  const seen = new Set<string>()
  const waiting = [set]
  let count = 0
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    for (const selection of next.selections) {
      if (selection.kind === Kind.FIELD) count += 1
      else if (selection.kind === Kind.INLINE_FRAGMENT) waiting.push(selection.selectionSet)
      else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value)
        const fragment = fragments.get(selection.name.value)
        if (fragment !== undefined) waiting.push(fragment.selectionSet)
      }
    }
  return count
}
