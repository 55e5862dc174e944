/** REG-11.1a: the policy directives come from their specification, under their own names, and are not defined anew. */
import { Kind } from 'graphql'
import { finding, type SchemaCheck } from './schema-finding.ts'

const directives = ['item', 'technical'] as const

/** A renamed mark would be lost to whoever looks for it by name; an unlinked one is not the policy's at all. */
export const directiveNotRenamed: SchemaCheck = ({ schema }) => {
  const { policy, document } = schema
  if (!policy.isLinked) {
    return [finding('DIRECTIVE_RENAMED', 'schema', { message: 'The schema does not link the policy specification.' })]
  }
  const used = new Set<string>()
  for (const node of document.definitions) {
    if (!('fields' in node) || node.fields === undefined) continue
    for (const one of [node, ...node.fields])
      for (const directive of one.directives ?? []) used.add(directive.name.value)
  }
  const renamed = directives.filter((name) => policy.nameOf(name) !== name && used.has(policy.nameOf(name)))
  const foreign = document.definitions
    .filter((node) => node.kind === Kind.DIRECTIVE_DEFINITION)
    .filter(({ name }) => directives.some((one) => one === name.value && policy.nameOf(one) !== one))
    .map(({ name }) => name.value)
  return [...renamed, ...foreign].map((name) => finding('DIRECTIVE_RENAMED', `@${name}`))
}
