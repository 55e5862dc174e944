/** What is taken of one answer: the names that were asked, fragments of every type together; nothing else of it is ever read. */
import type { FetchDataRewrite } from '@apollo/query-planner'
import { Kind, type SelectionSetNode } from 'graphql'

export interface MergeField {
  readonly key: string
  /** `null` for a leaf. */
  readonly below: readonly MergeField[] | null
}

/** The names of a selection, each once. */
export function mergeFields(set: SelectionSetNode): readonly MergeField[] {
  const sets = new Map<string, SelectionSetNode[]>()
  collect(set, sets)
  return [...sets].map(([key, below]) => ({
    key,
    below:
      below.length === 0
        ? null
        : mergeFields({ kind: Kind.SELECTION_SET, selections: below.flatMap(({ selections }) => selections) }),
  }))
}

/** The names after the planner's own renaming of an answer; both count, since it renames by type. */
export function renamedFields(
  fields: readonly MergeField[],
  rewrites: readonly FetchDataRewrite[],
): readonly MergeField[] {
  let made = fields
  for (const rewrite of rewrites)
    if (rewrite.kind === 'KeyRenamer')
      made = renamed(
        made,
        rewrite.path.filter((step) => !step.startsWith('... on ')),
        rewrite.renameKeyTo,
      )
  return made
}

function renamed(fields: readonly MergeField[], path: readonly string[], name: string): readonly MergeField[] {
  const [step, ...rest] = path
  if (rest.length > 0)
    return fields.map((field) =>
      field.key === step && field.below !== null ? { key: field.key, below: renamed(field.below, rest, name) } : field,
    )
  const found = fields.find(({ key }) => key === step)
  return found === undefined || fields.some(({ key }) => key === name) ? fields : [...fields, { ...found, key: name }]
}

function collect(set: SelectionSetNode, into: Map<string, SelectionSetNode[]>): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue
    if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet, into)
    else {
      const key = selection.alias?.value ?? selection.name.value
      const below = into.get(key) ?? []
      into.set(key, selection.selectionSet === undefined ? below : [...below, selection.selectionSet])
    }
  }
}
