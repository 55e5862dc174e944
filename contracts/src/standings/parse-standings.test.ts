import { expect, test } from 'vitest'
import { parseConsumers } from '../contract/parse-consumers.ts'
import { ContractError } from '../errors.ts'
import { parseStandings } from './parse-standings.ts'

const restored = {
  record: 'amr.penalty:R-008',
  standing: 'restored',
  decidedOn: '2026-11-10',
  document: '琼信修〔2026〕3号',
  by: 'amr',
}

function findingsOf(read: () => unknown): readonly string[] {
  try {
    read()
    return []
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    return error.findings.map(({ path, code }) => `${code} ${path}`)
  }
}
const standing = (over: object) => findingsOf(() => parseStandings([{ ...restored, ...over }]))

test('restorations, revocations and objections are read with the day they hold from', () => {
  const objection = { record: 'amr.penalty:R-010', standing: 'annotated', since: '2026-11-20', case: 'OB-1' }
  expect(parseStandings([restored, objection])).toMatchObject([
    { record: 'amr.penalty:R-008', standing: 'restored', since: '2026-11-10', by: 'amr' },
    { standing: 'annotated', since: '2026-11-20', case: 'OB-1', document: null },
  ])
})

test('[OPI-XXVI.a partly] [REG-31.1a partly] the provider of the record decides, or the office; another body does not', () => {
  expect(standing({ by: 'office' })).toEqual([])
  expect(standing({ by: 'tour' })).toEqual(['NOT_PROVIDER [0].by'])
  expect(standing({ standing: 'revoked', by: 'tour' })).toEqual(['NOT_PROVIDER [0].by'])
})

test('[REG-34(2)b partly] nothing is made to disappear without a document', () =>
  expect(standing({ document: undefined })).toEqual(['BASIS_DOCUMENT_MISSING [0].document']))

test('a standing is about a record of an item of the catalog', () =>
  expect(standing({ record: 'amr.rumour:R-1' })).toEqual(['NOT_IN_CATALOG [0].record']))

const consumer = {
  id: 'tax',
  name: { zh: '税务局', en: 'Tax Service' },
  kind: 'agency',
  body: '114600000000C0022L',
  region: '460000',
  channels: ['public_affairs_sharing'],
  clients: [{ id: 'tax-app', keys: 'keys/tax.jwks.json' }],
}
const keySets = new Map<string, unknown>([
  ['keys/tax.jwks.json', { keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }] }],
])

test('a consumer is read with the public keys of its clients', () =>
  expect(parseConsumers([consumer], { keySets })).toMatchObject([
    { id: 'tax', clients: [{ id: 'tax-app', keys: [{ kty: 'EC' }] }] },
  ]))

test('a private key, a missing key file, a wrong code and a client named twice are all told at once', () => {
  const secret = new Map<string, unknown>([['keys/tax.jwks.json', { keys: [{ kty: 'EC', d: 'd' }] }]])
  const client = { id: 'tax-app', keys: 'keys/none.jwks.json' }
  const wrong = { ...consumer, id: 'tour', body: '114600000000C0022M', clients: [client] }
  expect(findingsOf(() => parseConsumers([consumer, wrong], { keySets: secret }))).toEqual([
    'FORMAT_INVALID [0].clients[0].keys',
    'SUBJECT_ID_INVALID [1].body',
    'FORMAT_INVALID [1].clients[0].keys',
    'FORMAT_INVALID [1].id',
  ])
})

test.each(['anonymous', 'self', 'task', 'unproven', 'x'.repeat(101)])(
  'no consumer and no client is called by a word that the audit log has for callers without an id: %s',
  (id) => {
    const client = { id, keys: 'keys/tax.jwks.json' }
    expect(findingsOf(() => parseConsumers([{ ...consumer, id, clients: [client] }], { keySets }))).toEqual([
      expect.stringContaining(' [0].id'),
      expect.stringContaining(' [0].clients[0].id'),
    ])
  },
)
