/**
 * Progressive `@override(label: "percent(20)")`: which of the two subgraphs a plan asks. Its plan is made once and kept, so the
 * share is one of operations and not of requests: each operation text falls on one place of 0 to 100 for good, and on the
 * new side of a label whose percentage is above it. A higher percentage never brings an operation back to the old subgraph.
 */
import { createHash } from 'node:crypto'
import { linkedName } from '@xinqiao/schema'
import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql'

const percentForm = /^percent\((?<share>\d{1,3}(?:\.\d{1,8})?)\)$/u
const places = 2 ** 32

/** Labels of all overrides of a supergraph, each once. */
export function overrideLabels(document: DocumentNode): readonly string[] {
  const name = linkedName(document, 'https://specs.apollo.dev/join', 'field')
  const labels = document.definitions.flatMap((one) =>
    one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.INTERFACE_TYPE_DEFINITION
      ? (one.fields ?? []).flatMap(({ directives }) => (directives ?? []).flatMap((each) => labelOf(each, name)))
      : [],
  )
  return [...new Set(labels)]
}

/** For each label whether the new subgraph is asked; a label of another form (a feature flag nobody answers) says no. */
export function overrideConditions(labels: readonly string[], operation: string): Map<string, boolean> {
  if (labels.length === 0) return new Map()
  const place = (createHash('sha256').update(operation).digest().readUInt32BE() / places) * 100
  return new Map(
    labels.map((label) => {
      const share = percentForm.exec(label)?.groups?.['share']
      return [label, share !== undefined && place < Number(share)]
    }),
  )
}

function labelOf(directive: ConstDirectiveNode, name: string): readonly string[] {
  if (directive.name.value !== name) return []
  const label = directive.arguments?.find((one) => one.name.value === 'overrideLabel')?.value
  return label?.kind === Kind.STRING ? [label.value] : []
}
