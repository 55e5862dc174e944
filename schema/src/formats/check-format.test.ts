import { describe, expect, it } from 'vitest'
import { checkFormat } from './check-format.ts'
import { type FormatName, formatSchemas } from './format-schemas.ts'

const record = {
  id: 'R-002',
  item: 'amr.penalty',
  subject: { uscc: '914601000000A00134' },
  determinedOn: '2021-11-24',
  ongoing: false,
  concludedOn: null,
  validTo: null,
  seriousness: null,
  basisDocument: {
    kind: 'penalty_decision',
    number: '琼市监处罚〔2021〕88号',
    issuer: '114600000000C0014R',
    effectiveOn: '2021-11-24',
  },
  division: '460100',
  arisingFrom: 'supervision',
  subjectKind: 'legal_person',
  identityVerified: true,
  secrecy: 'none',
  data: {},
}

const consumer = {
  id: 'tax',
  name: { zh: '税务局', en: 'Tax Service' },
  kind: 'agency',
  body: '114600000000C0022L',
  region: '460000',
  channels: ['public_affairs_sharing'],
  clients: [
    { id: 'tax-risk', keys: 'keys/tax-risk.jwks.json' },
    { id: 'tax-dev', keys: 'generate' },
  ],
}

const contract = {
  id: 'CT-TAX-01',
  version: 1,
  kind: 'sharing',
  consumer: 'tax',
  channel: 'public_affairs_sharing',
  purposes: ['TAX_CREDIT'],
  legalBasis: ['REG-16.2'],
  subjects: ['legal_person', 'unincorporated'],
  divisions: ['all'],
  items: [
    'amr.reg.basic',
    { id: 'amr.reg.legalRep', fields: ['person.name'] },
    { id: 'amr.penalty', fullNumber: true },
  ],
  term: { from: '2026-01-01', to: '2026-12-31' },
  quota: { requestsPerDay: 100_000, subjectsPerDay: 20_000, subjectsPerRequest: 100 },
  caseRequired: true,
  operations: ['profile.graphql'],
  answerMode: 'partial',
  obligations: { retentionDays: 180, deletionReceipts: true },
  feed: { operation: 'feed.graphql', purpose: 'TAX_CREDIT', payload: 'full', encrypt: 'none' },
  approvals: [
    { by: 'amr', on: '2025-12-20' },
    { by: 'office', on: '2025-12-28', person: '0007' },
  ],
  state: 'active',
}

const hash = `sha256:${'0'.repeat(64)}`
const consent = {
  id: 'CS-1',
  subject: { uscc: '914600000000A0021R' },
  grantee: 'bank-d1',
  items: ['tax.credit.grade'],
  uses: ['LOAN'],
  notice: {
    given: ['content', 'method', 'use', 'rights', 'duties'],
    adverseConsequences: true,
    at: '2026-10-30',
    textHash: hash,
  },
  form: { kind: 'written', documentHash: hash },
  serviceConditional: false,
  validFrom: '2026-11-01',
  validTo: '2026-11-23',
  withdrawnAt: null,
}

const told = (format: FormatName, value: unknown): readonly string[] =>
  checkFormat(format, value).map(({ path, message }) => `${path.join('.')}: ${message}`)

describe('the published formats', () => {
  it('take the examples of the handbook as they are', () => {
    expect(told('record', record)).toEqual([])
    expect(told('consumers', [consumer])).toEqual([])
    expect(told('contract', contract)).toEqual([])
    expect(told('consents', [consent])).toEqual([])
    expect(
      told('standings', [
        {
          record: 'amr.penalty:R-008',
          standing: 'restored',
          decidedOn: '2026-11-10',
          document: '琼信修〔2026〕3号',
          by: 'amr',
        },
        { record: 'amr.penalty:R-010', standing: 'annotated', since: '2026-11-20', case: 'OB-1' },
      ]),
    ).toEqual([])
    expect(
      told('hub', {
        clock: '2026-11-23T10:00:00+08:00',
        agencies: ['amr'],
        catalogApproval: { number: 'x', on: '2026-01-01' },
      }),
    ).toEqual([])
    expect(told('hub', {})).toEqual([])
    expect(
      told('staff', [{ id: '0007', body: '114600000000C00652', roles: ['approver'], passwordFile: '0007.txt' }]),
    ).toEqual([])
  })

  it.each(Object.keys(formatSchemas) as FormatName[])(
    '%s refuses an unknown key or another kind of value',
    (format) => {
      expect(told(format, 7)).toHaveLength(1)
      const entry = { zz_unknown: 1 }
      const isList = checkFormat(format, []).length === 0
      expect(told(format, isList ? [entry] : entry).join('\n')).toMatch(/zz_unknown/)
    },
  )

  it('tell every difference at once, with its path and what was expected', () => {
    const { state: _, ...rest } = contract
    expect(
      told('contract', { ...rest, version: 0, channel: 'sale', term: { from: '2026-01-01', to: 'never', x: 1 } }),
    ).toEqual([
      'state: missing',
      'version: must be >= 1',
      'channel: expected one of public_announcement, authorized_inquiry, public_affairs_sharing',
      'term.x: unknown key',
      'term.to: expected a date YYYY-MM-DD',
    ])
  })

  it('[REG-14.2b] a consent that lacks one of the five notices is refused', () => {
    const notice = { ...consent.notice, given: ['content', 'method', 'use', 'rights'] }
    expect(told('consents', [{ ...consent, notice }])).toHaveLength(1)
  })

  it('[REG-28.2a] a consent that a service hangs on is refused', () => {
    expect(told('consents', [{ ...consent, serviceConditional: true }])).toEqual([
      '0.serviceConditional: expected false',
    ])
  })

  it('[OPI-IX.b] a record without the process it arose in is refused', () => {
    const { arisingFrom: _, ...rest } = record
    expect(told('record', rest)).toEqual(['arisingFrom: missing'])
  })

  it('no finding holds the value', () => {
    const number = '460105190203040014'
    expect(
      JSON.stringify(told('record', { ...record, division: number, secrecy: number, determinedOn: number })),
    ).not.toContain(number)
  })
})
