/** Which variables decide what an operation selects: those of `@include` and `@skip`. Each combination of theirs is a form of its own. */
import { type DocumentNode, Kind, visit } from 'graphql'
import type { Variables } from './asked-field.ts'

/** Names of the variables that stand in a condition anywhere in the document. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>()
  visit(document, {
    Directive(node) {
      for (const { value } of node.arguments ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value)
    },
  })
  return [...names]
}

/** The values that decide, and a short name of their combination. */
export function conditionsOf(
  names: readonly string[],
  variables: Variables,
): { readonly name: string; readonly conditions: Variables } {
  if (names.length === 0) return none
  const conditions: Record<string, unknown> = {}
  let name = ''
  for (const one of names) {
    const value = Object.hasOwn(variables, one) ? variables[one] : undefined
    if (value !== undefined) conditions[one] = value
    name += value === true ? '1' : value === false ? '0' : '-'
  }
  return { name, conditions }
}

const none = { name: '', conditions: Object.freeze({}) }
