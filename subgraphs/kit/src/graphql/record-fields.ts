/** Fields of a record's envelope as the graph names them; objection and masks are laid over by the hub. */
import { type Catalog, type CatalogItem, itemOf } from '@xinqiao/schema'
import type { CreditRecord } from '../credit-record.ts'

type ReadField = (record: CreditRecord) => unknown

/** What stands in the record itself. No payload field bears one of these names (a test of schema holds it). */
const envelope: Readonly<Record<string, ReadField>> = {
  id: ({ record }) => record,
  item: ({ item }) => item,
  determinedOn: ({ determinedOn }) => determinedOn,
  ongoing: ({ ongoing }) => ongoing,
  concludedOn: ({ concludedOn }) => concludedOn,
  validTo: ({ validTo }) => validTo,
  seriousness: ({ seriousness }) => seriousness,
  basisDocument: ({ basisDocument }) => basisDocument,
  division: ({ division }) => division,
  objection: () => null,
  provenance: ({ basisDocument, ingestedAt, catalogVersion }) => ({
    document: basisDocument.number,
    ingestedAt,
    catalogVersion,
  }),
  masked: () => [],
  version: ({ version }) => version,
  subject: ({ subject }) => subject,
  subjectKind: ({ subjectKind }) => subjectKind,
}

/** What the catalog says of every record of an item. */
function ofItem(item: CatalogItem | undefined): Readonly<Record<string, ReadField>> {
  const [informationClass, provider] = [item?.class ?? 'public', item?.provider ?? '']
  return { class: () => informationClass, provider: () => provider }
}

/** Names the envelope holds, with their readers, for records of one item. */
export function envelopeFields(item: string, catalog: Catalog): Readonly<Record<string, ReadField>> {
  return { ...envelope, ...ofItem(itemOf(catalog, item)) }
}
