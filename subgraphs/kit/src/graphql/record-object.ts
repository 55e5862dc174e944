/** A record as the graph shows it: envelope and payload side by side. */
import { type Catalog, typeName } from '@xinqiao/schema'
import type { CreditRecord } from '../credit-record.ts'
import { envelopeFields } from './record-fields.ts'

/** The object that graphql-js reads fields from. */
export function recordObject(record: CreditRecord, catalog: Catalog): Readonly<Record<string, unknown>> {
  const fields = Object.entries(envelopeFields(record.item, catalog)).map(([name, read]) => [name, read(record)])
  return { ...record.data, __typename: typeName(record.item), ...Object.fromEntries(fields) }
}
