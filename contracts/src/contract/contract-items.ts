/** The items of a contract document: in the catalog, with fields of their data standards, full numbers never to the public. */
import type { Catalog, Channel, DataStandard, DataStandards } from '@xinqiao/schema'
import { isObject, type Place } from '../reading/document-reader.ts'
import { prohibitedCategory } from '../rules/prohibited-category.ts'
import type { ContractItem } from './contract.ts'

interface ItemsContext {
  readonly catalog: Catalog
  readonly standards: DataStandards
  readonly channel: Channel
  readonly legalBasis: readonly string[]
}

const personParts: readonly string[] = ['name', 'role', 'documentKind', 'documentNumber']
const organizationParts: readonly string[] = ['name', 'uscc']

export function readContractItems(place: Place, context: ItemsContext): readonly ContractItem[] {
  const places = place.list()
  if (Array.isArray(place.value) && places.length === 0) place.refuse('expected at least one entry')
  const seen = new Set<string>()
  return places.map((one) => {
    const item = readContractItem(one, context)
    if (seen.has(item.id)) one.refuse('the item stands in the contract twice')
    seen.add(item.id)
    return item
  })
}

function readContractItem(place: Place, context: ItemsContext): ContractItem {
  const { channel, legalBasis } = context
  const isNamedOnly = !isObject(place.value)
  const idPlace = isNamedOnly ? place : place.keys(['id', 'fields', 'fullNumber', 'legalBasis']).at('id')
  const id = idPlace.text()
  checkItem(idPlace, id, context)
  if (isNamedOnly) return Object.freeze({ id, fullNumber: false, legalBasis })
  const fullNumber = place.at('fullNumber').isGiven && place.at('fullNumber').flag()
  if (fullNumber && channel === 'public_announcement') {
    place.at('fullNumber').refuse('numbers stay masked on public announcement', 'CHANNEL_NOT_ALLOWED')
  }
  const fields = place.at('fields').isGiven ? readFields(place.at('fields'), id, context) : undefined
  const own = place.at('legalBasis').isGiven ? place.at('legalBasis').texts() : legalBasis
  return Object.freeze({ id, ...(fields === undefined ? {} : { fields }), fullNumber, legalBasis: own })
}

/** D12, D10: what is not in the catalog in force cannot be contracted, and what is prohibited is told by its article. */
function checkItem(place: Place, id: string, { catalog }: ItemsContext): void {
  if (id === '' || catalog.items.has(id)) return
  const prohibited = prohibitedCategory(id, catalog)
  if (prohibited === null) place.refuse('not an item of the catalog in force (REG-11.1a)', 'NOT_IN_CATALOG')
  else place.refuse(`a prohibited category (${prohibited.article})`, 'PROHIBITED_CATEGORY')
}

function readFields(place: Place, item: string, { catalog, standards }: ItemsContext): readonly string[] {
  const standard = standards.get(item)
  for (const one of place.list()) {
    if (typeof one.value !== 'string') continue
    const prohibited = prohibitedCategory(one.value, catalog)
    if (prohibited !== null) one.refuse(`a prohibited category (${prohibited.article})`, 'PROHIBITED_CATEGORY')
    else if (standard !== undefined && !isPathOf(one.value, standard)) {
      one.refuse('not a field of the data standard of this item', 'NOT_IN_CATALOG')
    }
  }
  return place.texts()
}

function isPathOf(path: string, standard: DataStandard): boolean {
  const [name = '', part, ...deeper] = path.split('.')
  const field = standard.fields.find((one) => one.name === name)
  if (field === undefined || deeper.length > 0) return false
  if (part === undefined) return true
  if (field.type === 'person') return personParts.includes(part)
  return field.type === 'organization' && organizationParts.includes(part)
}
