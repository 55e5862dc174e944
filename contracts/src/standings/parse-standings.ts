/** Reads standings.yaml: objections, restorations and revocations already decided (data.md §3). */
import type { Catalog, LegalDate } from '@xinqiao/schema'
import { provincialCatalog } from '@xinqiao/schema'
import { type Place, readDocument } from '../reading/document-reader.ts'

/** A decision about one record, as the office takes it over; the office gives it its number. */
export interface StandingDecision {
  /** `<item>:<provider's number>`. */
  readonly record: string
  readonly standing: 'disclosed' | 'annotated' | 'expired' | 'restored' | 'revoked'
  /** `since` of an annotation, `decidedOn` else. */
  readonly since: LegalDate
  readonly document: string | null
  readonly case: string | null
  readonly by: string | null
}

export interface StandingsContext {
  readonly source?: string
  /** Legal date of the loading; kept for callers that note it, a decision of a later day is taken over all the same. */
  readonly today?: LegalDate
  /** Catalog in force; the project's own when absent. */
  readonly catalog?: Catalog
}

const office = 'office'

/** @throws ContractError with every finding */
export function parseStandings(document: unknown, context: StandingsContext = {}): readonly StandingDecision[] {
  const catalog = context.catalog ?? provincialCatalog()
  return readDocument(document, context.source ?? 'standings.yaml', (root) =>
    Object.freeze(root.list().map((place) => Object.freeze(readStanding(place, catalog)))),
  )
}

function readStanding(place: Place, catalog: Catalog): StandingDecision {
  place.keys(['record', 'standing', 'decidedOn', 'since', 'document', 'by', 'case'])
  const record = place.at('record').text()
  const standing = place.at('standing').oneOf(['restored', 'annotated', 'revoked', 'expired', 'disclosed'])
  const provider = providerOf(place.at('record'), record, catalog)
  const by = place.at('by').textOr(null)
  const ends = standing === 'restored' || standing === 'revoked'
  // REG-34(2)b: what makes a record disappear rests on a document and names who decided.
  if (ends && !place.at('document').isGiven)
    place.at('document').refuse('the document is missing', 'BASIS_DOCUMENT_MISSING')
  if (ends && by === null) place.at('by').refuse('expected the body that decided', 'NOT_PROVIDER')
  // OPI-XXVI.a, REG-31.1a: the provider decides, or the provincial credit office.
  if (by !== null && provider !== undefined && by !== provider && by !== office) {
    place.at('by').refuse(`expected ${provider}, the provider of the record, or office`, 'NOT_PROVIDER')
  }
  const date = place.at('decidedOn').isGiven || ends ? place.at('decidedOn') : place.at('since')
  return {
    record,
    standing,
    since: date.date(),
    document: place.at('document').textOr(null),
    case: place.at('case').textOr(null),
    by,
  }
}

function providerOf(place: Place, record: string, catalog: Catalog): string | undefined {
  if (record === '') return undefined
  const end = record.indexOf(':')
  const item = end < 1 || end === record.length - 1 ? undefined : catalog.items.get(record.slice(0, end))
  if (item === undefined) place.refuse('expected <item of the catalog>:<number>', 'NOT_IN_CATALOG')
  return item?.provider
}
