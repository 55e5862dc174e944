/** REG-12a: an agency provides the items the catalog gives to it, and no other's. */
import { finding, type SchemaCheck } from './schema-finding.ts'

export const itemOfThisProvider: SchemaCheck = ({ schema, catalog, provider }) =>
  [...schema.types.values()].flatMap((type) =>
    [{ coordinate: type.name, item: type.item }, ...type.fields].flatMap(({ coordinate, item }) => {
      const owner = item === undefined ? undefined : catalog.items.get(item)?.provider
      return owner === undefined || owner === provider ? [] : [finding('NOT_PROVIDER', coordinate, { item })]
    }),
  )
