/** Reads a contract document (data.md §3) and holds it to the catalog, the standards and its approvals. */
import type { Catalog, Channel, DataStandards, SubjectKind } from '@xinqiao/schema'
import { isDivision } from '@xinqiao/schema'
import { type Place, readDocument } from '../reading/document-reader.ts'
import { checkApprovals } from './approvals.ts'
import { builtInIds } from './built-in-ids.ts'
import type { Consumer, Contract, ContractKind, ContractState, EndReason } from './contract.ts'
import { readContractItems } from './contract-items.ts'
import { readApprovals, readFeed, readObligations, readQuota, readTerm } from './contract-parts.ts'
import { readOperations } from './operations.ts'

export interface ContractContext {
  /** File or request the document came from. */
  readonly source: string
  readonly catalog: Catalog
  readonly standards: DataStandards
  readonly consumers: readonly Consumer[]
  /** Text of operations by file name. */
  readonly operations: ReadonlyMap<string, string>
}

const keys = [
  'id',
  'version',
  'kind',
  'consumer',
  'channel',
  'purposes',
  'legalBasis',
  'subjects',
  'divisions',
  'items',
  'term',
  'quota',
  'caseRequired',
  'operations',
  'answerMode',
  'obligations',
  'feed',
  'approvals',
  'state',
  'endReason',
]
export const contractKinds: readonly ContractKind[] = [
  'sharing',
  'authorized_inquiry',
  'judicial',
  'vertical_unit',
  'financial_database',
  'recognition',
  'deidentified_export',
  'market_provider',
  'entrusted_processing',
]
export const channels: readonly Channel[] = ['public_announcement', 'authorized_inquiry', 'public_affairs_sharing']
const subjectKinds: readonly SubjectKind[] = ['natural_person', 'legal_person', 'unincorporated']
const states: readonly ContractState[] = ['draft', 'submitted', 'active', 'suspended', 'ended']
const endReasons: readonly EndReason[] = ['expired', 'superseded', 'decided']

/**
 * A contract, checked and frozen.
 *
 * @throws ContractError with every finding, each with its path
 */
export function parseContract(document: unknown, context: ContractContext): Contract {
  return readDocument(document, context.source, (root) => readContract(root.keys(keys), context))
}

function readContract(root: Place, context: ContractContext): Contract {
  const { catalog, consumers } = context
  const legalBasis = root.at('legalBasis').texts()
  const channel = root.at('channel').oneOf(channels)
  const purposes = readPurposes(root.at('purposes'), catalog)
  const items = readContractItems(root.at('items'), { ...context, channel, legalBasis })
  const feed = readFeed(root.at('feed'), purposes)
  const state = root.at('state').oneOf(states)
  const caseRequired = root.at('caseRequired')
  const contract: Contract = {
    id: readId(root.at('id')),
    version: root.at('version').count(1),
    kind: root.at('kind').oneOf(contractKinds),
    consumer: readConsumer(root.at('consumer'), consumers),
    channel,
    purposes,
    legalBasis,
    subjects: readSubjects(root.at('subjects')),
    divisions: readDivisions(root.at('divisions')),
    items,
    term: readTerm(root.at('term')),
    quota: readQuota(root.at('quota')),
    caseRequired: caseRequired.isGiven ? caseRequired.flag() : channel === 'public_affairs_sharing',
    operations: readOperations(root.at('operations'), root.at('feed').at('operation'), context),
    answerMode: root.at('answerMode').isGiven ? root.at('answerMode').oneOf(['partial', 'whole']) : 'partial',
    obligations: readObligations(root.at('obligations')),
    ...(feed === undefined ? {} : { feed }),
    approvals: readApprovals(root.at('approvals')),
    state,
    ...(root.at('endReason').isGiven ? { endReason: root.at('endReason').oneOf(endReasons) } : {}),
  }
  checkApprovals(root.at('approvals'), contract, catalog)
  return Object.freeze(contract)
}

function readId(place: Place): string {
  const id = place.text()
  if (builtInIds.some((builtIn) => builtIn === id)) place.refuse('public, self and duty are built in')
  else if (id !== '' && !/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/u.test(id)) {
    place.refuse('expected up to 64 letters, digits, dots, dashes')
  }
  return id
}

function readConsumer(place: Place, consumers: readonly Consumer[]): string {
  const id = place.text()
  if (id !== '' && !consumers.some((consumer) => consumer.id === id))
    place.refuse('no consumer of this id is registered')
  return id
}

function readPurposes(place: Place, catalog: Catalog): readonly string[] {
  for (const purpose of place.list()) {
    if (typeof purpose.value === 'string' && !catalog.purposes.has(purpose.value)) {
      purpose.refuse('expected a purpose of the catalog')
    }
  }
  return place.texts()
}

function readSubjects(place: Place): readonly SubjectKind[] {
  const kinds = place.list().map((one) => one.oneOf(subjectKinds))
  if (Array.isArray(place.value) && kinds.length === 0) place.refuse('expected at least one entry')
  return kinds
}

function readDivisions(place: Place): readonly string[] {
  for (const one of place.list()) {
    if (typeof one.value === 'string' && one.value !== 'all' && !isDivision(one.value)) {
      one.refuse('expected all or a division code of GB/T 2260')
    }
  }
  return place.texts()
}
