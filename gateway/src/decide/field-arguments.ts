/** Arguments of a field as a function of the request's variables; what hangs on no variable is read once. */
import { type FieldNode, type GraphQLField, getArgumentValues, Kind, type ValueNode } from 'graphql'
import type { AskedField } from './asked-field.ts'

const nothing = Object.freeze({})

/**
 * How a field's arguments are read.
 * @throws GraphQLError for a constant that is missing or not of its type
 */
export function argumentReader(
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
): Pick<AskedField, 'args' | 'isVariable'> {
  if (definition.args.length === 0) return { args: () => nothing, isVariable: false }
  if ((node.arguments ?? []).some(({ value }) => hasVariable(value)))
    return { args: (variables) => getArgumentValues(definition, node, { ...variables }), isVariable: true }
  const constant = Object.freeze(getArgumentValues(definition, node))
  return { args: () => constant, isVariable: false }
}

/** Whether a value of the document names a variable, at any depth. */
export function hasVariable(value: ValueNode): boolean {
  if (value.kind === Kind.VARIABLE) return true
  if (value.kind === Kind.LIST) return value.values.some(hasVariable)
  return value.kind === Kind.OBJECT && value.fields.some((field) => hasVariable(field.value))
}
