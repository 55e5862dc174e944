/** A type that lost a field of an interface implements it no more: otherwise the schema would not be one (GraphQL §3.6.1). */
import {
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql'

type Implementing = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode

/** The document with each type implementing only what it has all fields of; one loss may bring the next. */
export function withWholeInterfaces(document: DocumentNode): DocumentNode {
  const types = new Map<string, Implementing>()
  const unions = new Map<string, ReadonlySet<string>>()
  for (const one of document.definitions) {
    if (isImplementing(one)) types.set(one.name.value, one)
    if (one.kind === Kind.UNION_TYPE_DEFINITION)
      unions.set(one.name.value, new Set((one.types ?? []).map(({ name }) => name.value)))
  }
  const isOf = (name: string, of: string): boolean =>
    name === of ||
    unions.get(of)?.has(name) === true ||
    types.get(name)?.interfaces?.some((one) => one.name.value === of) === true
  for (let isStable = false; !isStable; ) {
    isStable = true
    for (const [name, type] of types) {
      const interfaces = (type.interfaces ?? []).filter((one) => isWhole(type, types.get(one.name.value), isOf))
      if (interfaces.length === (type.interfaces ?? []).length) continue
      isStable = false
      types.set(name, { ...type, interfaces })
    }
  }
  return {
    ...document,
    definitions: document.definitions.map((one) => (isImplementing(one) ? (types.get(one.name.value) ?? one) : one)),
  }
}

function isImplementing(one: { readonly kind: string }): one is Implementing {
  return one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.INTERFACE_TYPE_DEFINITION
}

type IsOf = (name: string, of: string) => boolean

function isWhole(type: Implementing, of: Implementing | undefined, isOf: IsOf): boolean {
  if (of === undefined) return false
  const own = new Map((type.fields ?? []).map((field) => [field.name.value, field]))
  return (of.fields ?? []).every((field) => isField(own.get(field.name.value), field, isOf))
}

/** The field is there, gives what the interface's gives, and takes what that takes. */
function isField(own: FieldDefinitionNode | undefined, of: FieldDefinitionNode, isOf: IsOf): boolean {
  if (own === undefined || !isSubType(own.type, of.type, isOf)) return false
  const args = new Set((own.arguments ?? []).map(({ name }) => name.value))
  return (of.arguments ?? []).every(({ name }) => args.has(name.value))
}

function isSubType(own: TypeNode, of: TypeNode, isOf: IsOf): boolean {
  if (of.kind === Kind.NON_NULL_TYPE) return own.kind === Kind.NON_NULL_TYPE && isSubType(own.type, of.type, isOf)
  if (own.kind === Kind.NON_NULL_TYPE) return isSubType(own.type, of, isOf)
  if (of.kind === Kind.LIST_TYPE) return own.kind === Kind.LIST_TYPE && isSubType(own.type, of.type, isOf)
  return own.kind === Kind.NAMED_TYPE && isOf(own.name.value, of.name.value)
}
