/** The schema whose names a caller may write: the API schema without what is technical to the hub alone. */
import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  parse,
  printSchema,
  type TypeNode,
} from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'

const known = new WeakMap<RunningBundle, GraphQLSchema>()

/** Made once a bundle. A name that only the hub may use reads like a name that does not exist (D9). */
export function publicSchema(running: RunningBundle): GraphQLSchema {
  const before = known.get(running)
  if (before !== undefined) return before
  const schema = keepCoordinates(running.apiSchema, (coordinate) => running.coordinates.technical(coordinate) !== 'hub')
  known.set(running, schema)
  return schema
}

/**
 * The schema with the fields and types for which `keep` holds. A type that loses its last field goes, with the fields
 * that give it; what no field reaches any more goes too.
 */
export function keepCoordinates(schema: GraphQLSchema, keep: (coordinate: string) => boolean): GraphQLSchema {
  let document = parse(printSchema(schema))
  for (let gone = new Set<string>(), before = -1; gone.size !== before; ) {
    before = gone.size
    document = { ...document, definitions: document.definitions.flatMap((one) => kept(one, keep, gone)) }
    gone = new Set([...gone, ...emptyTypes(document)])
  }
  return buildASTSchema(reachable(document), { assumeValid: true })
}

function kept(
  definition: DefinitionNode,
  keep: (coordinate: string) => boolean,
  gone: ReadonlySet<string>,
): DefinitionNode[] {
  if (!('name' in definition) || definition.name === undefined) return [definition]
  const type = definition.name.value
  if (gone.has(type) || !keep(type)) return []
  if (definition.kind === Kind.UNION_TYPE_DEFINITION)
    return [{ ...definition, types: (definition.types ?? []).filter((member) => !gone.has(member.name.value)) }]
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION)
    return [definition]
  const fields = (definition.fields ?? []).filter(
    (field) => keep(`${type}.${field.name.value}`) && !gone.has(namedType(field.type)) && keep(namedType(field.type)),
  )
  const interfaces = (definition.interfaces ?? []).filter((one) => !gone.has(one.name.value) && keep(one.name.value))
  return [{ ...definition, fields, interfaces }]
}

function emptyTypes(document: DocumentNode): string[] {
  return document.definitions.flatMap((one) =>
    ((one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.INTERFACE_TYPE_DEFINITION) &&
      one.fields?.length === 0) ||
    (one.kind === Kind.UNION_TYPE_DEFINITION && one.types?.length === 0)
      ? [one.name.value]
      : [],
  )
}

/** Only what Query reaches: implementations of a reached interface, members of a reached union, inputs of its arguments. */
function reachable(document: DocumentNode): DocumentNode {
  const byName = new Map(
    document.definitions.flatMap((one) => ('name' in one && one.name ? [[one.name.value, one]] : [])),
  )
  const reached = new Set<string>()
  const waiting = ['Query', 'Mutation']
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue
    const definition = byName.get(name)
    if (definition === undefined) continue
    reached.add(name)
    waiting.push(...namesBelow(definition))
    if (definition.kind === Kind.INTERFACE_TYPE_DEFINITION)
      for (const [other, one] of byName)
        if ('interfaces' in one && one.interfaces?.some((each) => each.name.value === name)) waiting.push(other)
  }
  return {
    ...document,
    definitions: document.definitions.filter(
      (one) => !('name' in one && one.name) || one.kind === Kind.DIRECTIVE_DEFINITION || reached.has(one.name.value),
    ),
  }
}

function namesBelow(definition: DefinitionNode): string[] {
  if (definition.kind === Kind.UNION_TYPE_DEFINITION) return (definition.types ?? []).map((member) => member.name.value)
  if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
    return (definition.fields ?? []).map((field) => namedType(field.type))
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) return []
  return [
    ...(definition.interfaces ?? []).map((one) => one.name.value),
    ...(definition.fields ?? []).flatMap((field) => [
      namedType(field.type),
      ...(field.arguments ?? []).map((argument) => namedType(argument.type)),
    ]),
  ]
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type)
}
