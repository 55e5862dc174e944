/** What a test asks about and under which contract, unless it says otherwise. Everything in it is invented. */
import { builtInContract, type Contract, type ContractItem } from '@xinqiao/contracts'
import { provincialCatalog } from '@xinqiao/schema'
import type { TestRow } from './row-resolvers.ts'
import { type TestItem, testItems } from './test-graph.ts'

export const today = '2026-11-23'

/** A contract over every item of the test hub, but for what a test says. */
export function aContract(over: Partial<Contract> = {}): Contract {
  return {
    id: 'CT-1',
    version: 1,
    kind: 'sharing',
    consumer: 'tax',
    channel: 'public_affairs_sharing',
    purposes: ['TAX_CREDIT'],
    legalBasis: ['REG-16.2'],
    subjects: ['natural_person', 'legal_person', 'unincorporated'],
    divisions: ['all'],
    items: Object.values(testItems)
      .flat()
      .map(({ id }) => grant(id)),
    term: { from: '2026-01-01', to: '2026-12-31' },
    quota: { requestsPerDay: 1000, subjectsPerDay: 1000, subjectsPerRequest: 100 },
    caseRequired: true,
    operations: [],
    answerMode: 'partial',
    obligations: { retentionDays: 180, deletionReceipts: true },
    approvals: [],
    state: 'active',
    ...over,
  }
}

export function grant(id: string, over: Partial<ContractItem> = {}): ContractItem {
  return { id, fullNumber: false, legalBasis: ['REG-16.2'], ...over }
}

export function publicContract(): Contract {
  return builtInContract('public', provincialCatalog())
}

/** A record with lawful defaults; everything in it is invented. */
export function aRow(item: string, number: string, subject: string, over: Record<string, unknown> = {}): TestRow {
  const known: TestItem | undefined = Object.values(testItems)
    .flat()
    .find(({ id }) => id === item)
  const listed = provincialCatalog().items.get(item)
  return {
    __typename: known?.type,
    id: `${item}:${number}`,
    item,
    class: listed?.class,
    provider: listed?.provider,
    determinedOn: '2026-01-05',
    ongoing: false,
    concludedOn: null,
    validTo: null,
    seriousness: null,
    basisDocument: { kind: 'penalty_decision', number: 'invented-1', issuer: c3, effectiveOn: '2026-01-05' },
    provenance: { document: 'invented-1', ingestedAt: '2026-01-06T02:00:00Z', catalogVersion: '2026' },
    division: '460100',
    version: 1,
    subject,
    subjectKind: subject.length === 18 ? 'legal_person' : 'natural_person',
    ...over,
  } as TestRow
}

/** Valid codes of no organization; the first three are the sample's C1, C2, C3. */
export const c1 = '914601000000A00134'
export const c2 = '914600000000A0021R'
export const c3 = '914602000000A003XU'
