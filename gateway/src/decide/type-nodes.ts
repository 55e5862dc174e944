/** Types as they are written. */
import { Kind, type TypeNode } from 'graphql'

/** Name of a type inside lists and non-nulls. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type)
}
