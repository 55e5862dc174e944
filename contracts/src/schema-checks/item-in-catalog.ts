/** REG-11.1a, REG-2.1, D12: an item named is in the catalog in force and open to the subjects of the type it stands on. */
import type { CatalogItem } from '@xinqiao/schema'
import { isOpenToSubject } from '../rules/open-to-subject-kind.ts'
import { finding, type SchemaCheck } from './schema-finding.ts'

export const itemInCatalog: SchemaCheck = ({ schema, catalog }) =>
  [...schema.types.values()].flatMap((type) => {
    const named = [{ coordinate: type.name, item: type.item }, ...type.fields]
    return named.flatMap(({ coordinate, item }) => {
      if (item === undefined) return []
      const listed = catalog.items.get(item)
      if (listed === undefined) return [finding('NOT_IN_CATALOG', coordinate, { item })]
      if (fitsSubject(type.name, listed)) return []
      return [
        finding('NOT_IN_CATALOG', coordinate, {
          item,
          article: 'REG-2.1',
          message: 'The catalog does not open this item to this kind of subject.',
        }),
      ]
    })
  })

/** Places of a subject: `Organization`, `OrganizationTax`, `NaturalPerson`, `NaturalPersonTax`. */
function fitsSubject(type: string, item: CatalogItem): boolean {
  if (type.startsWith('NaturalPerson')) return isOpenToSubject(item, 'person')
  return !type.startsWith('Organization') || isOpenToSubject(item, 'organization')
}
