/** Where in a schema a node stands: `Type`, `Type.field`, `Type.field(argument)`, `Enum.VALUE`. */
import { type ASTNode, Kind } from 'graphql'

/** From the ancestors graphql-js gives a visitor. */
export function coordinateAt(ancestors: readonly (ASTNode | readonly ASTNode[])[]): string {
  let coordinate = ''
  for (const ancestor of ancestors) {
    if (!('kind' in ancestor)) continue
    if (ancestor.kind === Kind.DIRECTIVE_DEFINITION) coordinate = `@${ancestor.name.value}`
    else if (ancestor.kind.endsWith('TypeDefinition') || ancestor.kind.endsWith('TypeExtension')) {
      coordinate = 'name' in ancestor && ancestor.name !== undefined ? nameOf(ancestor.name) : coordinate
    } else if (ancestor.kind === Kind.FIELD_DEFINITION || ancestor.kind === Kind.ENUM_VALUE_DEFINITION) {
      coordinate = `${coordinate}.${ancestor.name.value}`
    } else if (ancestor.kind === Kind.INPUT_VALUE_DEFINITION) {
      coordinate =
        coordinate.includes('.') || coordinate.startsWith('@')
          ? `${coordinate}(${ancestor.name.value})`
          : `${coordinate}.${ancestor.name.value}`
    }
  }
  return coordinate === '' ? 'schema' : coordinate
}

function nameOf(name: ASTNode | string): string {
  if (typeof name === 'string') return name
  return name.kind === Kind.NAME ? name.value : ''
}
