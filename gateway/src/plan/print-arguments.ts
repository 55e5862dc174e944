/** Arguments of a planned field: each value a variable of the argument's own type. */
import { type FieldNode, type GraphQLArgument, type GraphQLField, isNonNullType, Kind, print } from 'graphql'
import { argumentReader, hasVariable } from '../decide/field-arguments.ts'
import type { Bind, OperationVariables } from './operation-variables.ts'

/** `(first: $v0, after: $v1)`; `instead`: arguments that the hub fills otherwise. */
export function printArguments(
  variables: OperationVariables,
  node: FieldNode,
  definition: GraphQLField<unknown, unknown>,
  instead: Readonly<Record<string, { readonly identity: string; readonly bind: Bind }>> = {},
): string {
  if (definition.args.length === 0) return ''
  const { args } = argumentReader(definition, node)
  const parts: string[] = []
  for (const argument of definition.args) {
    const own = ownMember(instead, argument.name)
    const given = node.arguments?.find(({ name }) => name.value === argument.name)
    if (own === undefined && given === undefined) continue
    const identity = own?.identity ?? identityOf(argument, given?.value)
    const bind: Bind = own?.bind ?? (({ variables: values }) => ownMember(args(values), argument.name))
    parts.push(`${argument.name}: $${variables.name(declaredType(argument), identity, bind)}`)
  }
  return parts.length === 0 ? '' : `(${parts.join(', ')})`
}

/** An argument may be named like what every object inherits. */
function ownMember<T>(members: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(members, name) ? members[name] : undefined
}

/** An argument with a default may be left out even where its type takes no null. */
function declaredType({ type, defaultValue }: GraphQLArgument): string {
  return isNonNullType(type) && defaultValue !== undefined ? String(type.ofType) : String(type)
}

/** A bare variable is itself; a constant and a value made of variables is its text. */
function identityOf(
  argument: GraphQLArgument,
  value: NonNullable<FieldNode['arguments']>[number]['value'] | undefined,
): string {
  if (value === undefined) return argument.name
  if (value.kind === Kind.VARIABLE) return `$${value.name.value} ${JSON.stringify(argument.defaultValue ?? null)}`
  return `${hasVariable(value) ? '~' : '='}${print(value)} ${argument.name}`
}
