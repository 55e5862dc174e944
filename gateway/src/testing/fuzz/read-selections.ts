/** What an agency was asked for: every field of a question, by the types it stands on. */
import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql'

export interface AskedCoordinate {
  /** The entity type it lies below. */
  readonly entity: string
  readonly type: string
  readonly field: string
  /** Its name in the answer. */
  readonly key: string
  readonly isLeaf: boolean
  /** Record type above and the path inside its payload; `null` outside records. */
  readonly record: { readonly type: string; readonly path: readonly string[] } | null
}

/** Every coordinate of a question for entities, by every possible type; `__typename` is none. */
export function* askedCoordinates(schema: GraphQLSchema, document: DocumentNode): Generator<AskedCoordinate> {
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION)
      throw new Error('an agency was sent something else than an operation')
    for (const root of definition.selectionSet.selections) {
      if (root.kind !== Kind.FIELD || root.name.value !== '_entities')
        throw new Error('an agency was asked beside its entities')
      for (const one of root.selectionSet?.selections ?? []) {
        if (one.kind === Kind.FIELD && one.name.value === '__typename') continue
        if (one.kind !== Kind.INLINE_FRAGMENT) throw new Error('entities were asked without their type')
        const entity = one.typeCondition?.name.value ?? ''
        for (const type of possible(schema, entity)) yield* below(schema, type, type, one.selectionSet, null)
      }
    }
  }
}

function* below(
  schema: GraphQLSchema,
  entity: string,
  on: string,
  set: SelectionSetNode,
  record: AskedCoordinate['record'],
): Generator<AskedCoordinate> {
  const type = schema.getType(on)
  if (!isObjectType(type)) throw new Error(`${on} is no object`)
  const here = type.getInterfaces().length > 0 ? { type: on, path: [] } : record
  for (const selection of set.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value ?? on
      if (possible(schema, condition).includes(on)) yield* below(schema, entity, on, selection.selectionSet, record)
      continue
    }
    if (selection.kind !== Kind.FIELD) throw new Error('an agency was sent a named fragment')
    const field = selection.name.value
    if (field === '__typename') continue
    const definition = type.getFields()[field]
    if (definition === undefined) throw new Error(`an agency was asked ${on}.${field}`)
    const path = here === null ? null : { type: here.type, path: [...here.path, field] }
    const inner = selection.selectionSet
    yield { entity, type: on, field, key: selection.alias?.value ?? field, isLeaf: inner === undefined, record: path }
    if (inner !== undefined)
      for (const one of possible(schema, getNamedType(definition.type).name))
        yield* below(schema, entity, one, inner, path)
  }
}

function possible(schema: GraphQLSchema, name: string): readonly string[] {
  const type = schema.getType(name)
  return isAbstractType(type) || isInterfaceType(type) ? schema.getPossibleTypes(type).map((one) => one.name) : [name]
}
