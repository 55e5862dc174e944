/** Questions with lawful defaults, so that a test names only what its case is about. Everything in them is invented. */
import { provincialCatalog, type RecordFacts, type StandingRow } from '@xinqiao/schema'
import type { Consumer, Contract, ContractItem } from '../contract/contract.ts'
import type { Asker, ItemQuestion, RequestQuestion, RowQuestion } from '../decision/questions.ts'

export const today = '2026-11-23'

export function aConsumer(over: Partial<Consumer> = {}): Consumer {
  return {
    id: 'tax',
    name: { zh: '税务局', en: 'Tax Service' },
    kind: 'agency',
    body: '114600000000C0022L',
    region: '460000',
    channels: ['public_affairs_sharing'],
    clients: [],
    receiptKeys: [],
    ...over,
  }
}

export function anItem(id: string, over: Partial<ContractItem> = {}): ContractItem {
  return { id, fullNumber: false, legalBasis: ['REG-16.2'], ...over }
}

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
    items: ['amr.penalty', 'court.enforcee', 'tour.serious', 'tour.lic.agency'].map((id) => anItem(id)),
    term: { from: '2026-01-01', to: '2026-12-31' },
    quota: { requestsPerDay: 100, subjectsPerDay: 100, subjectsPerRequest: 10 },
    caseRequired: true,
    operations: [],
    answerMode: 'partial',
    obligations: { retentionDays: 180, deletionReceipts: true },
    approvals: [],
    state: 'active',
    ...over,
  }
}

export function asConsumer(over: Partial<Consumer> = {}): Asker {
  return { kind: 'consumer', consumer: aConsumer(over) }
}

export function aRequest(over: Partial<RequestQuestion> = {}): RequestQuestion {
  return {
    asker: asConsumer(),
    contract: aContract(),
    recognised: true,
    purpose: 'TAX_CREDIT',
    case: '琼税案〔2026〕1号',
    official: 'p-17',
    today,
    requestsLeft: 1,
    ...over,
  }
}

export function anItemAsked(item: string, over: Partial<ItemQuestion> = {}): ItemQuestion {
  const contract = aContract({ items: [anItem(item)] })
  return { item, catalog: provincialCatalog(), contract, subject: 'organization', consent: 'later', ...over }
}

export function aRecord(item: string, over: Partial<RecordFacts> = {}): RecordFacts {
  return {
    record: `${item}:R-1`,
    item,
    provider: provincialCatalog().items.get(item)?.provider ?? 'nobody',
    subjectKind: 'legal_person',
    determinedOn: '2024-01-10',
    ongoing: false,
    concludedOn: null,
    validTo: null,
    seriousness: null,
    version: 1,
    ...over,
  }
}

export function aRow(record: RecordFacts, over: Partial<RowQuestion> = {}): RowQuestion {
  return { record, standing: undefined, catalog: provincialCatalog(), contract: aContract(), today, ...over }
}

export function aStanding(standing: StandingRow['standing'], over: Partial<StandingRow> = {}): StandingRow {
  return { n: 1, record: 'amr.penalty:R-1', standing, since: '2026-11-20', document: null, case: null, ...over }
}
