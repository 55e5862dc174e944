/** The published JSON Schemas by the name of their format (schema/formats). */
import catalog from '../../formats/catalog.schema.json' with { type: 'json' }
import consents from '../../formats/consents.schema.json' with { type: 'json' }
import consumers from '../../formats/consumers.schema.json' with { type: 'json' }
import contract from '../../formats/contract.schema.json' with { type: 'json' }
import hub from '../../formats/hub.schema.json' with { type: 'json' }
import record from '../../formats/record.schema.json' with { type: 'json' }
import staff from '../../formats/staff.schema.json' with { type: 'json' }
import standards from '../../formats/standards.schema.json' with { type: 'json' }
import standings from '../../formats/standings.schema.json' with { type: 'json' }

export type FormatName =
  | 'hub'
  | 'catalog'
  | 'consumers'
  | 'contract'
  | 'consents'
  | 'standings'
  | 'staff'
  | 'record'
  | 'standards'

export const formatSchemas: Readonly<Record<FormatName, object>> = {
  hub,
  catalog,
  consumers,
  contract,
  consents,
  standings,
  staff,
  record,
  standards,
}
