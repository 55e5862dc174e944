/** What a form cannot say about a catalog: references that lead nowhere, ids that stand twice, items the law does not bear. */
import type { Finding } from '../errors.ts'
import { placeField, typeName } from '../graph/names.ts'
import type { CatalogDocument, DocumentItem } from './catalog-document.ts'

/** Every fault, each with the entry it stands in. */
export function catalogFaults(document: CatalogDocument): readonly Finding[] {
  return [
    ...repeated(document.items.map(({ id }) => id)).map((id) => fault(`items[${id}].id`, 'stands more than once')),
    ...repeated(document.prohibited.map(({ id }) => id)).map((id) =>
      fault(`prohibited[${id}].id`, 'stands more than once'),
    ),
    ...document.items.flatMap((item) => itemFaults(item, document)),
    ...nameFaults(document.items),
    ...document.conditional.flatMap((entry) => conditionalFaults(entry.item, document)),
    ...document.items
      .filter(
        (item) => item.collection === 'consent_only' && !document.conditional.some(({ item: id }) => id === item.id),
      )
      .map(({ id }) => fault(`items[${id}].collection`, 'a consent-only item has words in `conditional` (REG-14.3)')),
  ]
}

function itemFaults(item: DocumentItem, document: CatalogDocument): readonly Finding[] {
  const at = (member: string): string => `items[${item.id}].${member}`
  const faults: Finding[] = []
  if (!Object.hasOwn(document.categories, item.category))
    faults.push(fault(at('category'), 'no national category or marked local supplement of this catalog (REG-11.1b)'))
  if (!Object.hasOwn(document.agencies, item.provider)) faults.push(fault(at('provider'), 'no agency of this catalog'))
  if (!Object.hasOwn(document.period_rules, item.period))
    faults.push(fault(at('period'), 'no period rule of this catalog'))
  if (item.field !== undefined && !Object.hasOwn(document.fields ?? {}, item.field))
    faults.push(fault(at('field'), 'no field of this catalog (OPI-IX.c)'))
  if (
    item.act_kind !== undefined &&
    document.act_kinds !== undefined &&
    !Object.hasOwn(document.act_kinds, item.act_kind)
  )
    faults.push(fault(at('act_kind'), 'no kind of act of this catalog'))
  if (item.class === 'public' && item.category === 'M')
    faults.push(fault(at('category'), 'public information stands under a national category (REG-2.2, REG-11.1)'))
  if (
    item.collection === 'consent_only' &&
    (item.class !== 'market' || item.subjects.some((kind) => kind !== 'natural_person'))
  )
    faults.push(
      fault(at('collection'), 'the consent-only kinds are market information about natural persons (REG-14.3, D11)'),
    )
  if (item.sensitivity >= 'S2' && item.channels.includes('public_announcement'))
    faults.push(fault(at('channels'), 'sensitivity S2 and S3 are never announced to the public (REG-3)'))
  return faults
}

/** Names in the graph are mechanical, so two ids must not meet in one name. */
function nameFaults(items: readonly DocumentItem[]): readonly Finding[] {
  const names = [...new Map(items.map((item) => [item.id, item])).values()]
  const types = repeated(names.map(({ id }) => typeName(id)))
  const places = repeated(names.map((item) => `${item.provider}.${placeField(item)}`))
  return names
    .filter((item) => types.includes(typeName(item.id)) || places.includes(`${item.provider}.${placeField(item)}`))
    .map(({ id }) => fault(`items[${id}].id`, 'another item has the same name in the graph'))
}

function conditionalFaults(id: string, document: CatalogDocument): readonly Finding[] {
  const item = document.items.find((one) => one.id === id)
  if (item?.collection === 'consent_only') return []
  return [fault(`conditional[${id}].item`, 'expected an item whose collection is consent_only (REG-14.3)')]
}

function repeated(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]
}

function fault(path: string, message: string): Finding {
  return { path, message }
}
