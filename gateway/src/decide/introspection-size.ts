/** Introspection walks the whole schema for each name it is asked under: one name a field, so that no alias multiplies it. */
import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql'
import { typeLookupsMax } from './limits.ts'

/** Whether no introspection field of the document stands under two response names, and few types are looked up by name. */
export function introspectionFits(
  document: DocumentNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): boolean {
  const names = new Map<string, Set<string>>()
  const inside: SelectionSetNode[] = []
  for (const set of selectionSets(document))
    for (const selection of set.selections)
      if (selection.kind === Kind.FIELD && (selection.name.value === '__schema' || selection.name.value === '__type')) {
        const of = add(names, selection.name.value, selection.alias?.value)
        if (of > (selection.name.value === '__type' ? typeLookupsMax : 1)) return false
        if (selection.selectionSet !== undefined) inside.push(selection.selectionSet)
      }
  const entered = new Set<string>()
  for (let set = inside.pop(); set !== undefined; set = inside.pop())
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD && add(names, selection.name.value, selection.alias?.value) > 1) return false
      if (selection.kind !== Kind.FRAGMENT_SPREAD) {
        if (selection.selectionSet !== undefined) inside.push(selection.selectionSet)
        continue
      }
      const fragment = fragments.get(selection.name.value)
      if (fragment === undefined || entered.has(selection.name.value)) continue
      entered.add(selection.name.value)
      inside.push(fragment.selectionSet)
    }
  return true
}

/** Names a field has now. */
function add(names: Map<string, Set<string>>, field: string, alias: string | undefined): number {
  const of = names.get(field) ?? new Set<string>()
  names.set(field, of.add(alias ?? field))
  return of.size
}

function* selectionSets(document: DocumentNode): Generator<SelectionSetNode> {
  const waiting: SelectionSetNode[] = []
  for (const definition of document.definitions) if ('selectionSet' in definition) waiting.push(definition.selectionSet)
  for (let set = waiting.pop(); set !== undefined; set = waiting.pop()) {
    yield set
    for (const selection of set.selections)
      if ('selectionSet' in selection && selection.selectionSet !== undefined) waiting.push(selection.selectionSet)
  }
}
