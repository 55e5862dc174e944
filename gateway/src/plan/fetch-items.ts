/** What one fetch reads: coordinates by every possible type, and their items, which its signature names. */
import type { ItemId } from '@xinqiao/schema'
import { type GraphQLSchema, isAbstractType, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql'
import type { RunningBundle } from '../bundle/running-bundle.ts'
import { fieldType, typeAfter } from './schema-walk.ts'

/** One field a fetch names. */
export interface ReadField {
  /** Object types it may stand on. */
  readonly types: readonly string[]
  /** Type it is written on. */
  readonly on: string | null
  readonly field: string
  /** Its name in the answer. */
  readonly key: string
  /** Whether it stands on an entity itself: of the types that the representations name. */
  readonly ofEntity: boolean
}

/** Every field of an operation the planner wrote, `_entities` aside. */
export function* fieldsRead({ apiSchema }: RunningBundle, operation: OperationDefinitionNode): Generator<ReadField> {
  yield* walk(apiSchema, operation.selectionSet, apiSchema.getRootType(operation.operation)?.name ?? null)
}

/** Items of every coordinate the fetch names, through interfaces by every possible type. */
export function fetchItems(running: RunningBundle, operation: OperationDefinitionNode): readonly ItemId[] {
  const items = new Set<ItemId>()
  for (const { types, on, field } of fieldsRead(running, operation))
    for (const type of on === null ? types : [on, ...types])
      for (const item of [running.coordinates.item(`${type}.${field}`), running.coordinates.item(type)])
        if (item !== undefined) items.add(item)
  return [...items].toSorted()
}

function* walk(
  schema: GraphQLSchema,
  set: SelectionSetNode,
  typename: string | null,
  ofEntity = false,
): Generator<ReadField> {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      yield* walk(schema, selection.selectionSet, selection.typeCondition?.name.value ?? typename, ofEntity)
      continue
    }
    const field = selection.name.value
    yield { types: possible(schema, typename), on: typename, field, key: selection.alias?.value ?? field, ofEntity }
    if (selection.selectionSet !== undefined)
      yield* walk(schema, selection.selectionSet, typeAfter(fieldType(schema, typename, field)), field === '_entities')
  }
}

function possible(schema: GraphQLSchema, typename: string | null): readonly string[] {
  if (typename === null) return []
  const type = schema.getType(typename)
  return isAbstractType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : [typename]
}
