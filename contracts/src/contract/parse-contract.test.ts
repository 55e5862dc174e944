import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DataStandards, provincialCatalog, readYaml } from '@xinqiao/schema'
import { describe, expect, test } from 'vitest'
import { ContractError } from '../errors.ts'
import { aConsumer } from '../testing/questions.ts'
import { type ContractContext, parseContract } from './parse-contract.ts'
import { contractWarnings } from './warnings.ts'

const folder = join(import.meta.dirname, '../../../deploy/e2e/sample-hub/contracts')
const consumers = ['tax', 'tour', 'bank-d1', 'assoc-a1', 'gd'].map((id) => aConsumer({ id }))
const feed = readFileSync(join(folder, 'CT-FEED-01.graphql'), 'utf8')
const standards: DataStandards = new Map([
  [
    'amr.penalty',
    {
      item: 'amr.penalty',
      fields: [{ name: 'fine', type: 'fen', list: false, optional: true, sensitivity: 'S0', zh: '罚款', en: 'Fine' }],
    },
  ],
])
const context: ContractContext = {
  source: 'contracts/CT-1.yaml',
  catalog: provincialCatalog(),
  standards,
  consumers,
  operations: new Map([['CT-FEED-01.graphql', feed]]),
}
const lawful = {
  id: 'CT-1',
  version: 1,
  kind: 'sharing',
  consumer: 'tax',
  channel: 'public_affairs_sharing',
  purposes: ['TAX_CREDIT'],
  legalBasis: ['REG-16.2'],
  subjects: ['legal_person'],
  divisions: ['all'],
  items: ['amr.penalty'],
  term: { from: '2026-01-01', to: '2026-12-31' },
  quota: { requestsPerDay: 10, subjectsPerDay: 10, subjectsPerRequest: 1 },
  caseRequired: true,
  answerMode: 'partial',
  obligations: { retentionDays: 180, deletionReceipts: true },
  approvals: [
    { by: 'amr', on: '2025-12-20' },
    { by: 'office', on: '2025-12-28', person: '0007' },
  ],
  state: 'active',
}

function findingsOf(document: unknown): readonly string[] {
  try {
    parseContract(document, context)
    return []
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    return error.findings.map(({ path, code }) => `${code} ${path}`)
  }
}

describe('the sample contracts', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  test.each(names)('%s is taken as it stands', (name) => {
    const { value } = readYaml(readFileSync(join(folder, name), 'utf8'), name)
    expect(parseContract(value, { ...context, source: name })).toMatchObject({ id: name.slice(0, -5), state: 'active' })
  })
})

describe('a contract document', () => {
  test('is read whole, with its defaults, and frozen', () => {
    const contract = parseContract(lawful, context)
    expect(contract.items).toEqual([{ id: 'amr.penalty', fullNumber: false, legalBasis: ['REG-16.2'] }])
    expect(Object.isFrozen(contract)).toBe(true)
  })

  test('names every mistake at once, each with its path', () =>
    expect(
      findingsOf({
        ...lawful,
        kind: 'built_in',
        consumer: 'nobody',
        purposes: ['GOSSIP'],
        term: { from: '2026-02-30', to: '2026-12-31' },
        colour: 'red',
        quota: { requestsPerDay: -1, subjectsPerDay: 1, subjectsPerRequest: 1 },
      }),
    ).toEqual([
      'FORMAT_INVALID colour',
      'FORMAT_INVALID purposes[0]',
      'FORMAT_INVALID kind',
      'FORMAT_INVALID consumer',
      'FORMAT_INVALID term.from',
      'FORMAT_INVALID quota.requestsPerDay',
    ]))

  test('[D12] [REG-11.1a] cannot grant what the catalog does not hold', () =>
    expect(findingsOf({ ...lawful, items: ['amr.penalty', 'amr.rumour'] })).toEqual(['NOT_IN_CATALOG items[1]']))

  test('[REG-14.4a] [D10] cannot name a prohibited category, as item or as field', () => {
    expect(findingsOf({ ...lawful, items: ['amr.penalty', 'health.bloodType'] })).toEqual([
      'PROHIBITED_CATEGORY items[1]',
    ])
    const items = [{ id: 'amr.penalty', fields: ['fine', 'medicalHistory'] }]
    expect(findingsOf({ ...lawful, items })).toEqual(['PROHIBITED_CATEGORY items[0].fields[1]'])
  })

  test('names only fields of the data standard', () => {
    expect(findingsOf({ ...lawful, items: [{ id: 'amr.penalty', fields: ['fine'] }] })).toEqual([])
    expect(findingsOf({ ...lawful, items: [{ id: 'amr.penalty', fields: ['fine.sum'] }] })).toEqual([
      'NOT_IN_CATALOG items[0].fields[0]',
    ])
  })

  test('cannot take the name of a built-in contract', () =>
    expect(findingsOf({ ...lawful, id: 'public' })).toEqual(['FORMAT_INVALID id']))

  test('binds only with the approval of every provider concerned', () =>
    expect(findingsOf({ ...lawful, items: ['amr.penalty', 'tax.penalty'] })).toEqual(['CONTRACT_INACTIVE approvals']))

  test('binds only with the approval of the office, given by a named person', () => {
    const [provider, office] = lawful.approvals
    expect(findingsOf({ ...lawful, approvals: [provider] })).toContain('CONTRACT_INACTIVE approvals')
    expect(findingsOf({ ...lawful, approvals: [provider, { by: 'office', on: office?.on }] })).toEqual([
      'FOUR_EYES_REQUIRED approvals',
    ])
  })

  test('needs a second person where the office approves its own items', () => {
    const office = (person: string) => ({ by: 'office', on: '2025-12-28', person })
    const own = { ...lawful, items: ['office.measure'] }
    expect(findingsOf({ ...own, approvals: [office('0001'), office('0007')] })).toEqual([])
    expect(findingsOf({ ...own, approvals: [office('0007'), office('0007')] })).toEqual([
      'FOUR_EYES_REQUIRED approvals',
    ])
    expect(findingsOf({ ...own, approvals: [office('0007')] })).toEqual(['CONTRACT_INACTIVE approvals'])
  })

  test('may be drafted and submitted before anybody has approved', () => {
    expect(findingsOf({ ...lawful, state: 'draft', approvals: [] })).toEqual([])
    expect(findingsOf({ ...lawful, state: 'submitted', approvals: [] })).toEqual([])
  })

  test('[REG-15.1b] may be of each kind the law knows', () => {
    for (const kind of ['judicial', 'vertical_unit', 'financial_database', 'recognition', 'entrusted_processing']) {
      expect(findingsOf({ ...lawful, kind })).toEqual([])
    }
    expect(findingsOf({ ...lawful, kind: 'favour' })).toEqual(['FORMAT_INVALID kind'])
  })

  test('unmasked numbers cannot be agreed for the public', () => {
    const items = [{ id: 'amr.penalty', fullNumber: true }]
    const open = { ...lawful, channel: 'public_announcement', items }
    expect(findingsOf(open)).toEqual(['CHANNEL_NOT_ALLOWED items[0].fullNumber'])
    expect(findingsOf({ ...lawful, items })).toEqual([])
  })

  test('registers readable operations only, free of prohibited words', () => {
    const operations = new Map([
      ['a.graphql', '{ organization { amr { bloodType } } }'],
      ['b.graphql', '{ organization {'],
    ])
    const parse = (name: string) => () => parseContract({ ...lawful, operations: [name] }, { ...context, operations })
    expect(parse('a.graphql')).toThrow('PROHIBITED_CATEGORY operations[0]')
    expect(parse('b.graphql')).toThrow('GRAPHQL_PARSE_FAILED operations[0]')
    expect(parse('c.graphql')).toThrow('no operation file of this name')
  })

  test('[REG-16.1] warns of what every request will be refused', () => {
    const contract = parseContract({ ...lawful, channel: 'authorized_inquiry', items: ['amr.penalty'] }, context)
    expect(contractWarnings(contract, context.catalog, consumers).map(({ path }) => path)).toEqual(['channel'])
  })
})
