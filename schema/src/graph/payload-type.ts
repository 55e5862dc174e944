/** Type of a payload field in the graph; nullable, for required is the ingest door's business (law/data-standards.yaml). */
import type { PayloadField, PayloadType } from '../record/data-standard.ts'

const graphTypes: Readonly<Record<PayloadType, string>> = {
  string: 'String',
  text: 'String',
  code: 'String',
  date: 'LegalDate',
  year: 'Int',
  integer: 'Int',
  fen: 'Fen',
  boolean: 'Boolean',
  person: 'PersonRef',
  organization: 'OrganizationRef',
}

/** `[code]` → `[String!]`, `fen` → `Fen`. */
export function payloadGraphType({ type, list }: Pick<PayloadField, 'type' | 'list'>): string {
  return list ? `[${graphTypes[type]}!]` : graphTypes[type]
}
