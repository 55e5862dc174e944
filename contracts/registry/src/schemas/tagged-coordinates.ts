/** Which coordinates of a schema carry an item: what a contract can lose. */
import type { CoordinateMap } from '@xinqiao/schema'
import { parse, visit } from 'graphql'

/** Coordinate (`Type.field`) → item, read by the resolved identity of the directive. */
export function taggedFields(sdl: string, coordinates: CoordinateMap): ReadonlyMap<string, string> {
  const tagged = new Map<string, string>()
  const fieldsOf = (node: {
    readonly name: { readonly value: string }
    readonly fields?: readonly { readonly name: { readonly value: string } }[] | undefined
  }): void => {
    for (const field of node.fields ?? []) {
      const coordinate = `${node.name.value}.${field.name.value}`
      const item = coordinates.item(coordinate)
      if (item !== undefined) tagged.set(coordinate, item)
    }
  }
  visit(parse(sdl, { noLocation: true }), {
    ObjectTypeDefinition: fieldsOf,
    ObjectTypeExtension: fieldsOf,
    InterfaceTypeDefinition: fieldsOf,
    InterfaceTypeExtension: fieldsOf,
  })
  return tagged
}
