/** REG-11.3: what a new version of the catalog changes, item by item. */
import type { Catalog, CatalogItem } from '@xinqiao/schema'

export interface CatalogDifference {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly { readonly item: string; readonly members: readonly string[] }[]
  readonly denyAdded: readonly string[]
  readonly denyRemoved: readonly string[]
}

export function compareCatalogs(before: Catalog, after: Catalog): CatalogDifference {
  const changed = [...after.items.values()].flatMap((item) => {
    const earlier = before.items.get(item.id)
    const members = earlier === undefined ? [] : membersChanged(earlier, item)
    return members.length === 0 ? [] : [{ item: item.id, members }]
  })
  return {
    added: [...after.items.keys()].filter((id) => !before.items.has(id)),
    removed: [...before.items.keys()].filter((id) => !after.items.has(id)),
    changed,
    denyAdded: missingFrom(denyIds(after), denyIds(before)),
    denyRemoved: missingFrom(denyIds(before), denyIds(after)),
  }
}

function membersChanged(before: CatalogItem, after: CatalogItem): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof CatalogItem>
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}

function denyIds(catalog: Catalog): readonly string[] {
  return catalog.prohibited.map(({ id }) => id)
}

function missingFrom(ids: readonly string[], others: readonly string[]): readonly string[] {
  return ids.filter((id) => !others.includes(id))
}
