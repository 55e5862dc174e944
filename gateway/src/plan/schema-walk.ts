/** Types of fields by name, for walks over operations that the planner wrote. */
import { type GraphQLOutputType, type GraphQLSchema, getNamedType, isInterfaceType, isObjectType } from 'graphql'

/** Type of a field on a type given by name; `null` where the schema does not know it. */
export function fieldType(schema: GraphQLSchema, typename: string | null, field: string): GraphQLOutputType | null {
  const type = typename === null ? undefined : schema.getType(typename)
  if (!isObjectType(type) && !isInterfaceType(type)) return null
  return type.getFields()[field]?.type ?? null
}

/** Name of the type inside lists and non-nulls. */
export function typeAfter(type: GraphQLOutputType | null): string | null {
  return type === null ? null : getNamedType(type).name
}
