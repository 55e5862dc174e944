/** Every item of the five agencies that stand behind the fuzzed hub, and what is known of it. */
import { type CatalogItem, itemsOfProvider, provincialCatalog } from '@xinqiao/schema'
import { type TestItem, testItem } from '../test-graph.ts'

export interface FuzzItem extends TestItem {
  readonly listed: CatalogItem
}

/** Five agencies are enough for every form the graph has; more would only be planned slower. */
export const fuzzAgencies = ['amr', 'tax', 'court', 'tour', 'office'] as const

/** Richest first, so that a shrunken case is about something known: persons, lists, validity, consent. */
const first = [
  'amr.penalty',
  'amr.reg.legalRep',
  'court.judgment',
  'tour.serious',
  'office.measure',
  'tax.credit.grade',
]

export const fuzzItems: readonly FuzzItem[] = fuzzAgencies
  .flatMap((agency) =>
    itemsOfProvider(provincialCatalog(), agency).map((listed) => ({ ...testItem(listed.id), listed })),
  )
  .toSorted((one, other) => placeOf(one.id) - placeOf(other.id))

export const itemsByAgency: Readonly<Record<string, readonly FuzzItem[]>> = Object.fromEntries(
  fuzzAgencies.map((agency) => [agency, fuzzItems.filter(({ listed }) => listed.provider === agency)]),
)

function placeOf(id: string): number {
  const place = first.indexOf(id)
  return place === -1 ? first.length : place
}
