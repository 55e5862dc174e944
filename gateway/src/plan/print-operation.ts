/** Planned tree → operation text: every value is a variable, every name the schema's or the hub's own. */
import { type GraphQLOutputType, type GraphQLSchema, getNamedType, isAbstractType } from 'graphql'
import type { PlannedBelow, PlannedField, RootCall } from './planned.ts'

export interface PrintedOperation {
  readonly text: string
  readonly variables: Readonly<Record<string, unknown>>
}

interface Printing {
  readonly schema: GraphQLSchema
  /** Variable by type and value: equal values are one variable, so equal calls are one text. */
  readonly names: Map<string, string>
  readonly declared: string[]
  readonly variables: Record<string, unknown>
}

/** One operation of several root calls. */
export function printOperation(
  schema: GraphQLSchema,
  type: 'query' | 'mutation',
  calls: readonly RootCall[],
): PrintedOperation {
  const root = type === 'query' ? schema.getQueryType() : schema.getMutationType()
  const on: Printing = {
    schema,
    names: new Map(),
    declared: [],
    variables: Object.create(null) as Record<string, unknown>,
  }
  const fields = calls.map((call) => {
    const output = root?.getFields()[call.name]?.type
    const args = printArguments(on, root?.name ?? '', call.name, call.args)
    return `${call.alias}: ${call.name}${args}${call.below === null || output === undefined ? '' : printBelow(on, output, call.below)}`
  })
  const declared = on.declared.length === 0 ? '' : `(${on.declared.join(', ')})`
  return { text: `${type}${declared} { ${fields.join(' ')} }`, variables: on.variables }
}

function printBelow(on: Printing, output: GraphQLOutputType, below: PlannedBelow): string {
  const type = getNamedType(output)
  if (!isAbstractType(type))
    return ` { ${[...below.values()]
      .flatMap((fields) => [...fields.values()])
      .map((field) => printField(on, field))
      .join(' ')} }`
  const parts = [...below].flatMap(([typename, fields]) =>
    fields.size === 0
      ? []
      : [`... on ${typename} { ${[...fields.values()].map((field) => printField(on, field)).join(' ')} }`],
  )
  return ` { ${['__typename', ...parts].join(' ')} }`
}

function printField(on: Printing, field: PlannedField): string {
  const name = field.key === field.name ? field.name : `${field.key}: ${field.name}`
  const args = printArguments(on, field.typename, field.name, field.args)
  return `${name}${args}${field.below === null ? '' : printBelow(on, field.type, field.below)}`
}

function printArguments(
  on: Printing,
  typename: string,
  field: string,
  args: Readonly<Record<string, unknown>>,
): string {
  const type = on.schema.getType(typename)
  const declared = type !== undefined && 'getFields' in type ? type.getFields()[field] : undefined
  const known = declared !== undefined && 'args' in declared ? declared.args : []
  const parts = known.flatMap((argument) => {
    const value = args[argument.name]
    if (value === undefined) return []
    const name = variableOf(on, String(argument.type), value)
    return [`${argument.name}: $${name}`]
  })
  return parts.length === 0 ? '' : `(${parts.join(', ')})`
}

function variableOf(on: Printing, type: string, value: unknown): string {
  const identity = `${type} ${JSON.stringify(value)}`
  const before = on.names.get(identity)
  if (before !== undefined) return before
  const name = `v${on.declared.length}`
  on.names.set(identity, name)
  on.declared.push(`$${name}: ${type}`)
  on.variables[name] = value
  return name
}
