/** The contracts that need no document: `public`, `self` and `duty` (design.md §1). */
import type { Catalog, CatalogItem, Channel, ProviderId, SubjectKind } from '@xinqiao/schema'
import type { BuiltInId } from './built-in-ids.ts'
import type { Contract } from './contract.ts'

/** What only `duty` needs: the body whose own records and cases its officials see. */
export interface DutyBody {
  readonly consumer: string
  readonly provider: ProviderId
}

/** The law gives no figure to these three; the gateway keeps budgets for callers of its own. */
const unlimited = Number.MAX_SAFE_INTEGER
const always = { from: '2022-01-01', to: '9999-12-31' } as const
const allSubjects: readonly SubjectKind[] = ['natural_person', 'legal_person', 'unincorporated']

const shapes: Readonly<
  Record<BuiltInId, { channel: Channel; legalBasis: readonly string[]; subjectsPerRequest: number }>
> = {
  public: { channel: 'public_announcement', legalBasis: ['REG-16.2'], subjectsPerRequest: 20 },
  self: { channel: 'authorized_inquiry', legalBasis: ['REG-16.2', 'REG-28.1'], subjectsPerRequest: 1 },
  duty: { channel: 'public_affairs_sharing', legalBasis: ['REG-12', 'REG-29', 'REG-30.1'], subjectsPerRequest: 100 },
}

/**
 * `public`: what the catalog opens to everybody. `self`: a verified subject's own records of every channel, its cases too.
 * `duty`: officials of a body, the items that body provides; without a body it grants nothing.
 */
export function builtInContract(id: BuiltInId, catalog: Catalog, body?: DutyBody): Contract {
  const { channel, legalBasis, subjectsPerRequest } = shapes[id]
  const granted = [...catalog.items.values()].filter((item) => isGranted(id, item, body))
  return Object.freeze({
    id,
    version: 1,
    kind: 'built_in',
    consumer: body?.consumer ?? '',
    channel,
    purposes: purposesOf(id, catalog),
    legalBasis,
    subjects: allSubjects,
    divisions: ['all'],
    items: granted.map((item) => Object.freeze({ id: item.id, fullNumber: false, legalBasis: item.basis })),
    term: always,
    quota: { requestsPerDay: unlimited, subjectsPerDay: unlimited, subjectsPerRequest },
    caseRequired: id === 'duty',
    operations: [],
    answerMode: 'partial',
    obligations: { retentionDays: 0, deletionReceipts: false },
    approvals: [],
    state: 'active',
  })
}

function isGranted(id: BuiltInId, item: CatalogItem, body: DutyBody | undefined): boolean {
  if (id === 'public') return item.channels.includes('public_announcement')
  if (id === 'self') return item.channels.length > 0
  return item.provider === body?.provider
}

function purposesOf(id: BuiltInId, catalog: Catalog): readonly string[] {
  if (id === 'self') return ['SELF']
  return id === 'duty' ? [...catalog.purposes.keys()] : []
}
