/** Finding items in a catalog. */
import type { Catalog, CatalogItem, ItemId, ProviderId } from './catalog-item.ts'

/** The item of an id; `undefined` is `NOT_IN_CATALOG` (D12). */
export function itemOf(catalog: Catalog, id: ItemId): CatalogItem | undefined {
  return catalog.items.get(id)
}

const byProvider = new WeakMap<Catalog, Map<ProviderId, readonly CatalogItem[]>>()

/** The items an agency must provide, in the order of the catalog (OPI-VII.a). */
export function itemsOfProvider(catalog: Catalog, provider: ProviderId): readonly CatalogItem[] {
  let providers = byProvider.get(catalog)
  if (providers === undefined) {
    providers = Map.groupBy(catalog.items.values(), (item) => item.provider)
    byProvider.set(catalog, providers)
  }
  return providers.get(provider) ?? []
}

/** Items open to natural persons: the personal catalog that PLAN-III.2b wants listed apart. */
export function personalItems(catalog: Catalog): readonly CatalogItem[] {
  return [...catalog.items.values()].filter(({ subjects }) => subjects.includes('natural_person'))
}

/** How many items each preferential field has; all fields are listed, zero too (OPI-IX.c). */
export function coverageOfFields(catalog: Catalog): ReadonlyMap<string, number> {
  const items = [...catalog.items.values()]
  return new Map(
    [...catalog.fields.keys()].map((field) => [field, items.filter((item) => item.field === field).length]),
  )
}
