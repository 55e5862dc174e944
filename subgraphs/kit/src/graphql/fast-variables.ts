/** Variables of an operation the hub sends: a list of representations, and scalars of their own kind. Anything else is graphql-js's. */
import {
  GraphQLID,
  GraphQLInt,
  type GraphQLSchema,
  GraphQLString,
  isInputType,
  isNonNullType,
  type NamedTypeNode,
  typeFromAST,
  type VariableDefinitionNode,
  valueFromAST,
} from 'graphql'
import { refuse } from './write-value.ts'

type Variables = Readonly<Record<string, unknown>>
/** Gives the values graphql-js would run with. @throws NotTaken for what it would coerce or refuse */
export type ReadVariables = (given: Variables) => Variables

const intMax = 2_147_483_647

/** Compiles the definitions; `list` is the variable of the representations. @throws NotTaken */
export function variableReader(
  definitions: readonly VariableDefinitionNode[],
  list: string,
  schema: GraphQLSchema,
): ReadVariables {
  const readers = definitions.map(
    (definition) => [definition.variable.name.value, readerOf(definition, list, schema)] as const,
  )
  return (given) => {
    const values: Record<string, unknown> = Object.create(null)
    for (const [name, read] of readers) read(Object.hasOwn(given, name) ? given[name] : undefined, values)
    return values
  }
}

function readerOf(
  { variable, type: node, defaultValue }: VariableDefinitionNode,
  list: string,
  schema: GraphQLSchema,
): (given: unknown, values: Record<string, unknown>) => void {
  const name = variable.name.value
  if (name === list)
    return (given, values) => {
      if (!Array.isArray(given) || !given.every(isObject)) return refuse()
      values[name] = given
    }
  const type: unknown = typeFromAST(schema, node as NamedTypeNode)
  if (!isInputType(type)) return refuse()
  const fits = scalarTest(isNonNullType(type) ? type.ofType : type)
  const standard: unknown = defaultValue === undefined ? undefined : valueFromAST(defaultValue, type)
  return (given, values) => {
    if (given === undefined || given === null) {
      if (isNonNullType(type)) return refuse()
      if (given === null) values[name] = null
      else if (standard !== undefined) values[name] = standard
      return
    }
    if (!fits(given)) return refuse()
    values[name] = given
  }
}

function scalarTest(type: unknown): (value: unknown) => boolean {
  if (type === GraphQLInt)
    return (value) => typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= intMax
  if (type === GraphQLString || type === GraphQLID) return (value) => typeof value === 'string'
  return refuse()
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
