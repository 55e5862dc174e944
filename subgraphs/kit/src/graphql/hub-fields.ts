/** Which items an operation reads: every field must belong to an item the signed call names, or be technical (trust.md §4). */
import type { CoordinateMap, ItemId } from '@xinqiao/schema'
import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'

/** What a document reads. `unmarked`: a field with neither item nor technical mark, which is always refused. */
export interface OperationItems {
  readonly items: ReadonlySet<ItemId>
  readonly unmarked: boolean
}

const rootField = 'Query._entities'

/** Collects the items of every field, through fragments too; a field of an interface or union counts for each of its types. */
export function operationItems(
  document: DocumentNode,
  schema: GraphQLSchema,
  coordinates: CoordinateMap,
): OperationItems {
  const items = new Set<ItemId>()
  let unmarked = false
  const types = new TypeInfo(schema)
  const note = (type: GraphQLNamedType, field: string): void => {
    const coordinate = `${type.name}.${field}`
    const found = [coordinates.item(coordinate), coordinates.item(type.name)].filter((item) => item !== undefined)
    for (const item of found) items.add(item)
    if (
      found.length === 0 &&
      coordinates.technical(coordinate) === undefined &&
      coordinates.technical(type.name) === undefined
    )
      unmarked = true
  }
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: ({ name }) => {
        const parent = types.getParentType()
        const field = name.value
        if (parent == null || `${parent.name}.${field}` === rootField) return
        if (field === '__typename') {
          const item = isAbstractType(parent) ? undefined : coordinates.item(parent.name)
          if (item !== undefined) items.add(item)
          return
        }
        for (const one of concrete(getNamedType(parent), schema)) note(one, field)
      },
    }),
  )
  return { items, unmarked }
}

function concrete(type: GraphQLNamedType, schema: GraphQLSchema): readonly GraphQLNamedType[] {
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [type]
}
