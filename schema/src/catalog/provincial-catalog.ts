/** The province's own catalog, generated from schema/catalog (national base and province). */
import document from '../generated/catalog.json' with { type: 'json' }
import type { Catalog } from './catalog-item.ts'
import { readCatalog } from './read-catalog.ts'

let read: Catalog | undefined

/** The built-in catalog, a draft without approval number; read once. */
export function provincialCatalog(): Catalog {
  read ??= readCatalog(document, 'schema/catalog')
  return read
}
