/** The published JSON Schemas by the name of their format (schema/formats). */
import catalog from '../../formats/catalog.schema.json' with { type: 'json' }
import standards from '../../formats/standards.schema.json' with { type: 'json' }

export type FormatName = 'catalog' | 'standards'

export const formatSchemas: Readonly<Record<FormatName, object>> = { catalog, standards }
