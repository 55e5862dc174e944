/** A schema without what does not hold: fields, types, and everything that cannot stand without them, so that it stays valid. */
import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type InputValueDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  printSchema,
} from 'graphql'
import { reachable } from './reachable-types.ts'
import { namedType } from './type-nodes.ts'
import { withWholeInterfaces } from './whole-interfaces.ts'

/**
 * The schema with the fields and types for which `keep` holds. A type that loses its last field goes, with the fields
 * that give it; one that loses a field of an interface implements it no more; what nothing reaches any more goes too.
 */
export function keepCoordinates(schema: GraphQLSchema, keep: (coordinate: string) => boolean): GraphQLSchema {
  let document = parse(printSchema(schema), { noLocation: true })
  const gone = new Set(namesOf(document).filter((name) => name !== 'Query' && !keep(name)))
  for (let before = -1; gone.size !== before; ) {
    before = gone.size
    document = { ...document, definitions: document.definitions.flatMap((one) => kept(one, keep, gone)) }
    // A schema has a query root, whatever is left of it: whom nothing is open to is told so.
    for (const name of emptyTypes(document)) if (name !== 'Query') gone.add(name)
  }
  return buildASTSchema(reachable(withWholeInterfaces(document)), { assumeValid: true })
}

function namesOf({ definitions }: DocumentNode): readonly string[] {
  return definitions.flatMap((one) =>
    'name' in one && one.name !== undefined && one.kind !== Kind.DIRECTIVE_DEFINITION ? [one.name.value] : [],
  )
}

function kept(
  definition: DefinitionNode,
  keep: (coordinate: string) => boolean,
  gone: ReadonlySet<string>,
): readonly DefinitionNode[] {
  if (definition.kind === Kind.DIRECTIVE_DEFINITION) return [definition]
  if ('name' in definition && definition.name !== undefined && gone.has(definition.name.value)) return []
  if (definition.kind === Kind.UNION_TYPE_DEFINITION)
    return [{ ...definition, types: (definition.types ?? []).filter((member) => !gone.has(member.name.value)) }]
  if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
    return [{ ...definition, fields: (definition.fields ?? []).filter(({ type }) => !gone.has(namedType(type))) }]
  return hasFields(definition) ? [keptFields(definition, keep, gone)] : [definition]
}

function hasFields(one: DefinitionNode): one is ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode {
  return one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.INTERFACE_TYPE_DEFINITION
}

function keptFields(
  definition: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode,
  keep: (coordinate: string) => boolean,
  gone: ReadonlySet<string>,
): DefinitionNode {
  const type = definition.name.value
  const fields = (definition.fields ?? []).flatMap((field) =>
    keep(`${type}.${field.name.value}`) && !gone.has(namedType(field.type)) ? withoutGoneInputs(field, gone) : [],
  )
  return { ...definition, fields, interfaces: (definition.interfaces ?? []).filter((one) => !gone.has(one.name.value)) }
}

/** An argument whose type is gone goes; a field that cannot be asked without it goes with it. */
function withoutGoneInputs(field: FieldDefinitionNode, gone: ReadonlySet<string>): readonly FieldDefinitionNode[] {
  const isGone = ({ type }: InputValueDefinitionNode): boolean => gone.has(namedType(type))
  const args = field.arguments ?? []
  if (!args.some(isGone)) return [field]
  const isNeeded = args.some((one) => isGone(one) && one.type.kind === Kind.NON_NULL_TYPE && !one.defaultValue)
  return isNeeded ? [] : [{ ...field, arguments: args.filter((one) => !isGone(one)) }]
}

function emptyTypes({ definitions }: DocumentNode): readonly string[] {
  return definitions.flatMap((one) => {
    if (one.kind === Kind.UNION_TYPE_DEFINITION) return one.types?.length === 0 ? [one.name.value] : []
    const isEmpty = (hasFields(one) || one.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) && one.fields?.length === 0
    return isEmpty ? [one.name.value] : []
  })
}
