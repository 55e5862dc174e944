/** A subgraph schema as the checks see it: types and fields with their catalog items and technical marks. */
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type NamedTypeNode,
  type TypeNode,
} from 'graphql'
import { argument, federationUrl, type LinkedNames, linkedNames, policyUrl, textOf } from './linked-names.ts'

export interface CheckedField {
  readonly name: string
  readonly coordinate: string
  /** Item of the field itself. */
  readonly item: string | undefined
  readonly isTechnical: boolean
  /** Audience of its own technical mark, as it is written. */
  readonly audience: string | undefined
  /** Name of the type it answers with, lists and `!` taken off. */
  readonly type: string
  readonly node: FieldDefinitionNode
  /** Selections of its `@requires`. */
  readonly requires: readonly string[]
}

export interface CheckedType {
  readonly name: string
  readonly item: string | undefined
  readonly isTechnical: boolean
  readonly isInterface: boolean
  readonly interfaces: readonly string[]
  /** Selections of its `@key`s. */
  readonly keys: readonly string[]
  readonly fields: readonly CheckedField[]
}

export interface CheckedSchema {
  readonly document: DocumentNode
  readonly policy: LinkedNames
  readonly types: ReadonlyMap<string, CheckedType>
}

/** Types and their extensions merged by name; federation's own and the root types that hold no credit data are kept too. */
export function readSchema(document: DocumentNode): CheckedSchema {
  const policy = linkedNames(document, policyUrl)
  const federation = linkedNames(document, federationUrl)
  const types = new Map<string, CheckedType>()
  for (const node of document.definitions) {
    const isInterface = node.kind === Kind.INTERFACE_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_EXTENSION
    if (!isInterface && node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.OBJECT_TYPE_EXTENSION) continue
    const name = node.name.value
    const before = types.get(name)
    const directives = node.directives ?? []
    const fields = (node.fields ?? []).map((field) => readField(name, field, policy, federation))
    types.set(name, {
      name,
      item: before?.item ?? itemOf(directives, policy),
      isTechnical: before?.isTechnical === true || has(directives, policy.nameOf('technical')),
      isInterface,
      interfaces: [...(before?.interfaces ?? []), ...(node.interfaces ?? []).map((one) => one.name.value)],
      keys: [...(before?.keys ?? []), ...selections(directives, federation.nameOf('key'))],
      fields: [...(before?.fields ?? []), ...fields],
    })
  }
  return { document, policy, types }
}

function readField(
  type: string,
  node: FieldDefinitionNode,
  policy: LinkedNames,
  federation: LinkedNames,
): CheckedField {
  const directives = node.directives ?? []
  return {
    name: node.name.value,
    coordinate: `${type}.${node.name.value}`,
    item: itemOf(directives, policy),
    isTechnical: has(directives, policy.nameOf('technical')),
    audience: audienceOf(directives, policy),
    type: namedType(node.type).name.value,
    node,
    requires: selections(directives, federation.nameOf('requires')),
  }
}

function itemOf(directives: readonly ConstDirectiveNode[], policy: LinkedNames): string | undefined {
  const directive = directives.find((one) => one.name.value === policy.nameOf('item'))
  return directive === undefined ? undefined : textOf(argument(directive, 'id'))
}

function audienceOf(directives: readonly ConstDirectiveNode[], policy: LinkedNames): string | undefined {
  const directive = directives.find((one) => one.name.value === policy.nameOf('technical'))
  return directive === undefined ? undefined : textOf(argument(directive, 'audience')) || 'public'
}

function has(directives: readonly ConstDirectiveNode[], name: string): boolean {
  return directives.some((one) => one.name.value === name)
}

function selections(directives: readonly ConstDirectiveNode[], name: string): readonly string[] {
  return directives.filter((one) => one.name.value === name).map((one) => textOf(argument(one, 'fields')))
}

function namedType(type: TypeNode): NamedTypeNode {
  return type.kind === Kind.NAMED_TYPE ? type : namedType(type.type)
}

/** The item a field is judged under: its own, else that of its type. */
export function itemUnder(type: CheckedType, field: CheckedField): string | undefined {
  return field.item ?? (field.isTechnical ? undefined : type.item)
}
