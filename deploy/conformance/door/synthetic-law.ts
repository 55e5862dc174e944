/** The rooms know catalog items and contracts only: each rule of the door becomes an item, each caller a contract. */
import type { Contract } from '@xinqiao/contracts'
import { type Catalog, type CatalogItem, type CoordinateMap, type ItemId, provincialCatalog } from '@xinqiao/schema'
import type { DoorRules } from './rules.ts'

/** Item of everything without a rule; every caller's contract grants it. */
const openItem = 'open'

export interface SyntheticLaw {
  readonly catalog: Catalog
  readonly coordinates: CoordinateMap
  /** The contract of a caller; `null`: nobody in particular. */
  readonly contractOf: (caller: string | null) => Contract
}

/** Made once a door. */
export function syntheticLaw(rules: DoorRules): SyntheticLaw {
  const items = new Map<ItemId, ReadonlySet<string>>([[openItem, new Set()]])
  for (const parts of rules.itemsOf.values()) items.set(itemId(parts), parts)
  const contracts = new Map<string, Contract>()
  const nobody = contractOver('nobody', grantedItems(items, new Set()))
  for (const [caller, held] of rules.callers) contracts.set(caller, contractOver(caller, grantedItems(items, held)))
  return {
    catalog: {
      ...provincialCatalog(),
      items: new Map([...items.keys()].map((id) => [id, catalogItem(id)])),
      consentOnly: [],
    },
    coordinates: {
      item: (coordinate) => {
        const parts = rules.itemsOf.get(coordinate)
        return parts === undefined ? openItem : itemId(parts)
      },
      technical: () => undefined,
      untagged: [],
    },
    contractOf: (caller) => (caller === null ? undefined : contracts.get(caller)) ?? nobody,
  }
}

/** Several items on one coordinate are one item, held by whoever holds them all. */
function itemId(parts: ReadonlySet<string>): ItemId {
  return [...parts].toSorted().join(' + ')
}

function grantedItems(items: ReadonlyMap<ItemId, ReadonlySet<string>>, held: ReadonlySet<string>): readonly ItemId[] {
  return [...items].flatMap(([id, parts]) => ([...parts].every((part) => held.has(part)) ? [id] : []))
}

function catalogItem(id: ItemId): CatalogItem {
  return {
    id,
    nameEn: id,
    nameZh: id,
    category: 'HUB',
    class: 'public',
    subjects: ['natural_person', 'legal_person', 'unincorporated'],
    provider: 'door',
    channels: ['public_announcement', 'authorized_inquiry', 'public_affairs_sharing'],
    sensitivity: 'S0',
    polarity: 'neutral',
    collection: 'normal',
    period: 'CURRENT',
    basis: [],
    many: false,
  }
}

function contractOver(caller: string, items: readonly ItemId[]): Contract {
  const unbounded = Number.MAX_SAFE_INTEGER
  return {
    id: `DOOR-${caller}`,
    version: 1,
    kind: 'sharing',
    consumer: caller,
    channel: 'public_affairs_sharing',
    purposes: ['CONFORMANCE'],
    legalBasis: [],
    subjects: ['natural_person', 'legal_person', 'unincorporated'],
    divisions: ['all'],
    items: items.map((id) => ({ id, fullNumber: true, legalBasis: [] })),
    term: { from: '2000-01-01', to: '2999-12-31' },
    quota: { requestsPerDay: unbounded, subjectsPerDay: unbounded, subjectsPerRequest: unbounded },
    caseRequired: false,
    operations: [],
    answerMode: 'partial',
    obligations: { retentionDays: 1, deletionReceipts: false },
    approvals: [],
    state: 'active',
  }
}
