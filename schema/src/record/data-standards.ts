/** The project's own data standards, generated from schema/catalog/standards. */
import { provincialCatalog } from '../catalog/provincial-catalog.ts'
import document from '../generated/data-standards.json' with { type: 'json' }
import type { DataStandards } from './data-standard.ts'
import { readDataStandards } from './read-data-standards.ts'

let read: DataStandards | undefined

/** Built-in standards of the built-in catalog; read once. */
export function dataStandards(): DataStandards {
  read ??= readDataStandards(standardsDocument(), provincialCatalog(), 'schema/catalog/standards')
  return read
}

/** The built-in standards as a document, shapes put in place: travels in the bundle, read by `readDataStandards`. */
export function standardsDocument(): unknown {
  return document
}
