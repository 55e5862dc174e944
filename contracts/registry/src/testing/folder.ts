/** A small data folder: one agency with three contracts, a bank, another province's platform, a portal. All invented. */

/** Legal time of the tests: Monday, 10 o'clock in Haikou. */
export const legalTime = '2026-11-23T10:00:00+08:00'

const quota = 'quota: { requestsPerDay: 100, subjectsPerDay: 50, subjectsPerRequest: 10 }'
const rest = 'answerMode: partial\nobligations: { retentionDays: 180, deletionReceipts: true }'

/** Parts of a contract document that tests change. */
export interface ContractText {
  readonly id: string
  readonly version?: number
  readonly consumer: string
  readonly kind?: string
  readonly channel?: string
  readonly purposes?: string
  readonly items?: string
  readonly approvedBy?: readonly string[]
  readonly from?: string
  readonly to?: string
  readonly state?: string
}

/** One contract file. */
export function contractText(given: ContractText): string {
  const approvals = [
    ...(given.approvedBy ?? ['amr']).map((by) => `{ by: ${by}, on: 2025-12-20 }`),
    '{ by: office, on: 2025-12-28, person: "0007" }',
  ]
  return [
    `id: ${given.id}`,
    `version: ${given.version ?? 1}`,
    `kind: ${given.kind ?? 'sharing'}`,
    `consumer: ${given.consumer}`,
    `channel: ${given.channel ?? 'public_affairs_sharing'}`,
    `purposes: [${given.purposes ?? 'TAX_CREDIT'}]`,
    'legalBasis: [REG-16.2]',
    'subjects: [legal_person, unincorporated]',
    'divisions: [all]',
    `items: [${given.items ?? 'amr.reg.basic, amr.penalty'}]`,
    `term: { from: ${given.from ?? '2026-01-01'}, to: ${given.to ?? '2026-12-31'} }`,
    quota,
    `caseRequired: ${given.channel === 'authorized_inquiry' ? 'false' : 'true'}`,
    rest,
    `approvals: [${approvals.join(', ')}]`,
    `state: ${given.state ?? 'active'}`,
    '',
  ].join('\n')
}

const consumers = `
- { id: amr, name: { zh: 市场监督管理局, en: Market Regulation }, kind: agency, body: 114600000000C0014R, region: "460000", channels: [public_affairs_sharing], clients: [{ id: amr-app, keys: generate }] }
- { id: tax, name: { zh: 税务局, en: Tax Service }, kind: agency, body: 114600000000C0022L, region: "460000", channels: [public_affairs_sharing], clients: [{ id: tax-app, keys: generate }, { id: tax-second, keys: generate }] }
- { id: bank-d1, name: { zh: 试验银行, en: Test Bank }, kind: institution, body: 914600000000D001XN, region: "460000", channels: [authorized_inquiry], clients: [{ id: bank-d1-app, keys: generate }] }
- { id: gd, name: { zh: 广东省信用平台, en: Guangdong Platform }, kind: platform, body: 114400000000C0073L, region: "440000", channels: [public_affairs_sharing], clients: [{ id: gd-app, keys: generate }] }
- { id: portal-p1, name: { zh: 试验门户, en: Test Portal }, kind: portal, body: 114600000000C00652, region: "460000", channels: [authorized_inquiry], clients: [{ id: portal-app, keys: generate }] }
`

/** The folder as files. */
export function testFolder(): Record<string, string> {
  return {
    'hub.yaml': 'agencies: [amr]\ncatalogApproval: { number: "琼府函〔2025〕0号", on: 2025-12-15 }\n',
    'consumers.yaml': consumers,
    'contracts/CT-TAX-01.yaml': contractText({ id: 'CT-TAX-01', consumer: 'tax' }),
    'contracts/CT-TAX-03.yaml': contractText({ id: 'CT-TAX-03', consumer: 'tax', to: '2026-11-22' }),
    'contracts/CT-BANK-01.yaml': contractText({
      id: 'CT-BANK-01',
      consumer: 'bank-d1',
      kind: 'authorized_inquiry',
      channel: 'authorized_inquiry',
      purposes: 'LOAN',
      items: 'amr.reg.basic',
    }),
    'contracts/CT-BANK-02.yaml': contractText({ id: 'CT-BANK-02', consumer: 'bank-d1', items: 'amr.reg.basic' }),
    'contracts/CT-GD-01.yaml': contractText({
      id: 'CT-GD-01',
      consumer: 'gd',
      items: 'amr.reg.basic',
      purposes: 'DAILY_SUPERVISION',
    }),
  }
}
