/** REG-14.3a, D11: the five kinds about natural persons stand under their own consent-only items; about companies the words are free. */
import { consentOnlyCategory } from '../rules/consent-only-category.ts'
import { type CheckedSchema, type CheckedType, itemUnder } from './read-schema.ts'
import { finding, type SchemaCheck } from './schema-finding.ts'

export const consentOnlyApart: SchemaCheck = ({ schema, catalog }) => {
  const ofPersons = typesOfPersons(
    schema,
    (item) => catalog.items.get(item)?.subjects.includes('natural_person') === true,
  )
  return [...ofPersons].flatMap((type) =>
    type.fields.flatMap((field) => {
      const item = itemUnder(type, field)
      const texts = [
        field.name,
        field.node.description?.value ?? '',
        ...(field.node.arguments ?? []).map((one) => one.name.value),
      ]
      const belongsTo = texts
        .map((text) => consentOnlyCategory(text, item, catalog))
        .find((found) => found !== undefined)
      if (belongsTo === undefined) return []
      return [finding('CONSENT_ONLY_CATEGORY', field.coordinate, { item: belongsTo })]
    }),
  )
}

/** `NaturalPerson…`, types of items open to natural persons, and what these lead to. */
function typesOfPersons(schema: CheckedSchema, isOpenToPersons: (item: string) => boolean): ReadonlySet<CheckedType> {
  const found = new Set<CheckedType>()
  const add = (type: CheckedType | undefined) => {
    if (type === undefined || found.has(type)) return
    if (type.item !== undefined && !isOpenToPersons(type.item)) return
    found.add(type)
    for (const field of type.fields) add(schema.types.get(field.type))
  }
  for (const type of schema.types.values()) {
    if (type.name.startsWith('NaturalPerson') || (type.item !== undefined && isOpenToPersons(type.item))) add(type)
  }
  return found
}
