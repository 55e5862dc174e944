/** REG-14.3a, D11: income, savings, commercial insurance, real estate and tax amount of natural persons stand under their own items only. */
import { type Catalog, findConsentOnly, type ItemId } from '@xinqiao/schema'

/** The consent-only item a name belongs to, when the field is about natural persons and stands under another item. */
export function consentOnlyCategory(name: string, item: ItemId | undefined, catalog: Catalog): ItemId | undefined {
  const entry = findConsentOnly(name, catalog)
  return entry === undefined || entry.item === item ? undefined : entry.item
}
