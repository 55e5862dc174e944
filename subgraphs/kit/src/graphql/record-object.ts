/** A record as the graph shows it: envelope and payload side by side; objection and masks are laid over by the hub. */
import { type Catalog, itemOf, typeName } from '@xinqiao/schema'
import type { CreditRecord } from '../credit-record.ts'

/** The object that graphql-js reads fields from. No payload field bears a name of the interface (a test of schema holds it). */
export function recordObject(record: CreditRecord, catalog: Catalog): Readonly<Record<string, unknown>> {
  const item = itemOf(catalog, record.item)
  const { basisDocument } = record
  return {
    ...record.data,
    __typename: typeName(record.item),
    id: record.record,
    item: record.item,
    class: item?.class ?? 'public',
    provider: item?.provider ?? '',
    determinedOn: record.determinedOn,
    ongoing: record.ongoing,
    concludedOn: record.concludedOn,
    validTo: record.validTo,
    seriousness: record.seriousness,
    basisDocument,
    division: record.division,
    objection: null,
    provenance: {
      document: basisDocument.number,
      ingestedAt: record.ingestedAt,
      catalogVersion: record.catalogVersion,
    },
    masked: [],
    version: record.version,
    subject: record.subject,
    subjectKind: record.subjectKind,
  }
}
