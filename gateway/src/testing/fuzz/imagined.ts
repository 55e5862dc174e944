/** A value of any type, for places where it only matters that something is there. */
import { type GraphQLOutputType, getNamedType, isListType, isNonNullType } from 'graphql'

/** `part`: what stands for an object. */
export function imagined(type: GraphQLOutputType, part: unknown = null): unknown {
  if (isNonNullType(type)) return imagined(type.ofType, part)
  if (isListType(type)) return [imagined(type.ofType as GraphQLOutputType, part)]
  switch (getNamedType(type).name) {
    case 'Int':
      return 1
    case 'Boolean':
      return true
    case 'String':
    case 'ID':
      return 'x'
    default:
      return part ?? 'x'
  }
}
