/** Size of a document, counted without expanding a fragment: each fragment is measured once (trust.md §8, row 5). */
import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql'
import { introspectionFits } from './introspection-size.ts'
import {
  definitionsMax,
  depthMax,
  directivesMax,
  namesPerFieldMax,
  rootFieldsMax,
  selectionsMax,
  spreadDepthMax,
} from './limits.ts'

interface Size {
  /** Levels of fields. */
  readonly depth: number
  /** Levels of selection sets, fragments too: so deep recurses whatever reads it. */
  readonly nesting: number
  readonly selections: number
  readonly directives: number
}

const nothing: Size = { depth: 0, nesting: 0, selections: 0, directives: 0 }
const tooDeep: Size = { ...nothing, depth: Number.POSITIVE_INFINITY }

/**
 * Whether a document is within definitions, depth, expanded selections, directives, names per field and root fields.
 * Every definition counts, the one that runs or not: validation reads them all.
 */
export function withinLimits(document: DocumentNode): boolean {
  if (document.definitions.length > definitionsMax) return false
  const measuring: Measuring = { fragments: fragmentsOf(document), known: new Map(), open: new Set() }
  const { fragments } = measuring
  let selections = 0
  for (const definition of document.definitions) {
    if (
      definition.kind === Kind.FRAGMENT_DEFINITION &&
      isTooLarge(measureFragment(definition.name.value, measuring, 0))
    )
      return false
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    const size = measureSelections(definition.selectionSet, measuring, 0)
    selections += size.selections
    if (isTooLarge(size) || selections > selectionsMax) return false
    if (rootFields(definition.selectionSet, fragments) > rootFieldsMax) return false
  }
  return introspectionFits(document, fragments) && namesHold(document)
}

function isTooLarge({ depth, nesting, selections, directives }: Size): boolean {
  return depth > depthMax || nesting > spreadDepthMax || selections > selectionsMax || directives > directivesMax
}

/** Fragments of a document by name. */
export function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  return fragments
}

interface Measuring {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly known: Map<string, Size>
  readonly open: Set<string>
}

function measureSelections(set: SelectionSetNode, on: Measuring, level: number): Size {
  // Reached by a way that is too deep already: what lies below need not be known.
  if (level > spreadDepthMax) return tooDeep
  let [depth, nesting, selections, directives] = [0, 0, 0, 0]
  for (const selection of set.selections) {
    directives += selection.directives?.length ?? 0
    let below = nothing
    if (selection.kind === Kind.FRAGMENT_SPREAD) below = measureFragment(selection.name.value, on, level)
    else if (selection.selectionSet !== undefined) below = measureSelections(selection.selectionSet, on, level + 1)
    depth = Math.max(depth, below.depth + (selection.kind === Kind.FIELD ? 1 : 0))
    nesting = Math.max(nesting, below.nesting + 1)
    selections += 1 + below.selections
    directives += below.directives
  }
  return { depth, nesting, selections, directives }
}

function measureFragment(name: string, on: Measuring, level: number): Size {
  const before = on.known.get(name)
  if (before !== undefined) return before
  // A fragment that spreads itself has no end: it counts as too deep, validation need not see it.
  if (on.open.has(name)) return tooDeep
  const fragment = on.fragments.get(name)
  if (fragment === undefined) return nothing
  on.open.add(name)
  const size = measureSelections(fragment.selectionSet, on, level + 1)
  on.open.delete(name)
  on.known.set(name, size)
  return size
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
