/** OPI-IX.d: discreditable information is recorded only on the basis of laws, regulations or central documents. */
import { finding, type SchemaCheck } from './schema-finding.ts'

export const negativeItemHasBasis: SchemaCheck = ({ schema, catalog }) =>
  [...schema.types.values()].flatMap(({ name, item }) => {
    const listed = item === undefined ? undefined : catalog.items.get(item)
    if (listed?.polarity !== 'negative' || listed.basis.length > 0) return []
    return [finding('LEGAL_BASIS_MISSING', name, { item, article: 'OPI-IX.d' })]
  })
