/** A whole hub under attack, from outside and from within its own house: what was tried, and what it gave. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callLog, ingest, nodesAt } from './asking.ts'
import { askToken, fetchAs, post, send, sendRaw, times } from './attacker.ts'
import { type Asking, type HubUnderTest, startHubUnderTest } from './hub-under-test.ts'
import { findTraces } from './traces.ts'

const travel = '914601000000A00134'
const trade = '914600000000A0021R'
const bank: Asking = { client: 'bank-d1-app', contract: 'CT-BANK-01', purpose: 'LOAN' }
const tourism: Asking = { client: 'tour-app', contract: 'CT-TOUR-01', purpose: 'DAILY_SUPERVISION', case: 'c' }
const tax: Asking = { client: 'tax-app', contract: 'CT-TAX-02', purpose: 'DAILY_SUPERVISION', case: 'c' }
const supervision = { contract: 'CT-TAX-02', purpose: 'DAILY_SUPERVISION' }
const entities = (below: string) =>
  `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${below} } }`
const judgment = { __typename: 'CourtJudgment', id: 'court.judgment:R-011' }

let hub: HubUnderTest
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-attack-'))
  hub = await startHubUnderTest({ data: join(import.meta.dirname, 'sample-hub'), clock: '2026-11-23T10:00:00+08:00' })
})
afterAll(async () => {
  await hub.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('reaching what the contract does not open', () => {
  test.each([
    ['an alias', '{ organization(uscc: "914601000000A00134") { court { x: judgment { y: nodes { z: id } } } } }'],
    [
      'a fragment of the interface',
      '{ record(id: "court.judgment:R-011") { ... on CreditRecord { ... on CourtJudgment { amount } } } }',
    ],
    ['records among lawful ones', '{ records(ids: ["amr.penalty:R-002", "court.judgment:R-011"]) { id } }'],
    [
      'a condition',
      '{ organization(uscc: "914601000000A00134") { court @include(if: true) { judgment @skip(if: false) { nodes { id } } } } }',
    ],
  ])('[REG-16.2c] %s: refused by its code, and the court is never asked', async (_how, query) => {
    const before = (await callLog(hub, 'court')).length
    const answer = await hub.ask(tax, query)
    expect(answer.body.errors?.map(({ extensions }) => extensions?.code)).toEqual(['ITEM_NOT_IN_CONTRACT'])
    expect(answer.text).not.toContain('court.judgment:R-011')
    expect((await callLog(hub, 'court')).length).toBe(before)
  })

  test('[REG-16.2b] one company among many that did not consent stays closed, under every name; so do its records by id', async () => {
    const answer = await hub.ask(
      bank,
      `{ organizations(usccs: ["${trade}", "${travel}"]) { a: tax { b: creditGrade { nodes { grade } } } } records(ids: ["court.terminated:R-015"]) { id } }`,
    )
    expect(answer.body.data).toEqual({
      organizations: [{ a: { b: { nodes: [{ grade: 'M' }] } } }, { a: { b: null } }],
      records: [null],
    })
    expect(answer.body.errors?.map(({ extensions }) => extensions?.code)).toEqual([
      'CONSENT_REQUIRED',
      'CONSENT_REQUIRED',
    ])
  })

  test.each(['subject', 'subjectKind'])(
    '[D9] the hub’s own field %s reads like a field that does not exist',
    async (name) => {
      const ask = async (field: string) =>
        (await hub.askAnonymously(`{ record(id: "amr.penalty:R-002") { ... on AmrPenalty { ${field} } } }`)).text
      const absent = 'x'.repeat(name.length)
      expect((await ask(name)).replaceAll(name, absent)).toBe(await ask(absent))
    },
  )

  test('[D9] a revoked record by its id reads, byte for byte, like one that never was', async () => {
    const ask = async (id: string) => (await hub.ask(tourism, `{ record(id: "${id}") { __typename id } }`)).text
    expect(await ask('amr.penalty:R-008')).toBe(await ask('amr.penalty:R-908'))
  })

  test('a cursor made by hand, or for another company, opens no page', async () => {
    const query = `query($u: ID!, $c: String) { organization(uscc: $u) { amr { penalty(first: 1, after: $c) { nodes { id } pageInfo { endCursor } } } } }`
    const page = await hub.askAnonymously(query, { u: travel })
    expect(nodesAt(page, 'amr', 'penalty')).toHaveLength(1)
    const cursor = /"endCursor":"([^"]+)"/u.exec(page.text)?.[1]
    const own = Buffer.from('2030-01-01|amr.penalty:R-000').toString('base64url')
    for (const [u, c] of [
      [trade, cursor],
      [travel, own],
      [travel, ''],
    ])
      expect((await hub.askAnonymously(query, { u, c })).body.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT')
  })
})

describe('being somebody else', () => {
  test('[REG-16.2b] no agency gets a token for a person or for another consumer’s contract', async () => {
    const person = { document: { kind: '01', number: '460105190203040014' } }
    const answers = [
      await askToken(hub, { contract: 'self', credit_subject: person }, { client: 'tax-app' }),
      await askToken(hub, { ...supervision, credit_subject: { uscc: travel } }, { client: 'tax-app' }),
      await askToken(hub, { contract: 'CT-BANK-01', purpose: 'LOAN' }, { client: 'tax-app' }),
    ]
    expect(answers.map(({ status, text }) => [status, JSON.parse(text).hub_code])).toEqual([
      [400, 'IDENTITY_NOT_VERIFIED'],
      [400, 'IDENTITY_NOT_VERIFIED'],
      [400, 'CONTRACT_INACTIVE'],
    ])
  })

  test('another’s key, an unsigned assertion and a proof for another address give no token', async () => {
    const claims = { iss: 'tax-app', sub: 'tax-app', aud: hub.file.issuer, exp: Math.floor(Date.now() / 1000) + 50 }
    const unsigned = [{ alg: 'none' }, { ...claims, jti: 'x' }].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    )
    const client = 'tax-app'
    const answers = [
      await askToken(hub, supervision, { client, key: hub.file.clients['tour-app']?.key ?? '' }),
      await askToken(hub, supervision, { client, assertion: `${unsigned.join('.')}.` }),
      await askToken(hub, supervision, { client, htu: `${hub.file.gateway}/token` }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 400])
    for (const { text } of answers) expect(text).not.toContain('access_token')
    expect((await askToken(hub, supervision, { client })).status).toBe(200)
  })

  test('a token shown as bearer, twice, or without its proof is nobody’s', async () => {
    const token = JSON.parse((await askToken(hub, supervision, { client: 'tax-app' })).text).access_token
    const body = '{"query":"{ __typename }"}'
    for (const headers of [
      [`Authorization: Bearer ${token}`],
      [`Authorization: DPoP ${token}`, `Authorization: DPoP ${token}`],
      [`Authorization: DPoP ${token}`],
      ['DPoP: x'],
      ['Authorization: '],
    ]) {
      const { status, text } = await sendRaw(hub, headers, body)
      expect([status, text.includes('UNAUTHENTICATED'), text.includes('"data":{')]).toEqual([401, true, false])
    }
  })

  test('the registry does nothing for whoever does not sign', async () => {
    for (const [method, path] of [
      ['PUT', '/agencies/amr'],
      ['PUT', '/agencies'],
      ['POST', '/load'],
      ['POST', '/schemas/check'],
      ['POST', '/quota-leases'],
    ] as const)
      expect((await send(`${hub.file.registry}${path}`, { method, body: '{"__proto__":{}}' })).status).toBe(401)
  })
})

describe('within the house: a stolen key of the hub', () => {
  const court = (key: string, items: readonly string[], below: string, what: unknown = judgment) =>
    fetchAs(hub, key, 'court', items, entities(below), [what])

  test('even the gateway’s own key reads no item that the call does not name, nor whether a record is there', async () => {
    const key = 'keys/fetch.jwk.json'
    expect((await court(key, ['court.enforcee'], '... on CourtJudgment { a: amount }')).status).toBe(403)
    const there = await court(key, ['court.enforcee'], '__typename')
    const absent = await court(key, ['court.enforcee'], '__typename', { ...judgment, id: 'court.judgment:R-911' })
    expect(there.text).toBe(absent.text)
    expect(there.text).toContain('ITEM_NOT_IN_CONTRACT')
  })

  test('a captured fetch answers once; other keys of the house answer nothing', async () => {
    const lawful = await court('keys/fetch.jwk.json', ['court.judgment'], '... on CourtJudgment { amount }')
    expect([lawful.status, (await lawful.again()).status]).toEqual([200, 401])
    for (const key of ['agency-amr', 'operator', 'bundle', 'tax-app'])
      expect(
        (await court(`keys/${key}.jwk.json`, ['court.judgment'], '__typename').catch(() => ({ status: 401 }))).status,
      ).toBe(401)
  })
})

describe('making the hub work for nothing', () => {
  const hundred = JSON.stringify(Array.from({ length: 100 }, () => travel))
  const lists = (below: string) =>
    `query($u: [ID!]!) { ${times(50, (n) => `r${n}: organizations(usccs: $u) { ...F }`)} } fragment F on Organization { ${below} }`
  test.each([
    ['half a million refusals', lists(`tax { ${times(95, (n) => `a${n}: creditGrade { nodes { id } }`)} }`)],
    ['half a million values', lists(times(95, (n) => `a${n}: uscc`))],
    ['the schema a hundred times', `{ __schema { ${times(90, (n) => `a${n}: types { fields { name } }`)} } }`],
    [
      'a list of lists of lists',
      `query($u: ${'['.repeat(4000)}ID${']'.repeat(4000)}) { organizations(usccs: $u) { uscc } }`,
    ],
    [
      'doubled fragments',
      `{ ...F0 } ${times(30, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`)} fragment F30 on Query { __typename }`,
    ],
    ['900 KB of comment', `#${'x'.repeat(900_000)}\n{ __typename }`],
  ])('%s: too large, said in few words', async (_what, query) => {
    const { status, text } = await post(hub, `{"query":${JSON.stringify(query)},"variables":{"u":${hundred}}}`)
    expect([status, text.length < 2_000]).toEqual([400, true])
    expect(text).toContain('OPERATION_TOO_LARGE')
  })

  test('a batch, a compressed body, a form and a GET are turned away', async () => {
    expect((await post(hub, '[{"query":"{ __typename }"}]')).status).toBe(400)
    expect((await post(hub, '{}', { 'content-encoding': 'gzip' })).status).toBe(415)
    expect((await post(hub, '{}', { 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(415)
    expect((await send(`${hub.file.gateway}/graphql?query={__typename}`)).status).toBe(405)
  })
})

describe('the ingest door', () => {
  test('[PLAN-IV.1a] [REG-14.4a] hidden numbers, turned text, fields said twice and foreign prototypes are refused line by line', async () => {
    const lines = readFileSync(join(import.meta.dirname, 'sample-hub/records/amr/10-sample.ndjson'), 'utf8').split('\n')
    const written = lines.find((line) => line.includes('"amr.penalty"') && line.includes('"uscc"'))
    const lawful = JSON.stringify(JSON.parse(written ?? ''))
    const said = (text: string) => lawful.replace(/"violation":"[^"]*"/u, `"violation":"${text}"`)
    const file = join(folder, 'hostile.ndjson')
    const hostile = [
      said('４６０１０５１９０２０３０４００１４'),
      said('460105 19020304 0014'),
      said('a\u202eb'),
      lawful.replace('{', '{"secrecy":"secret",'),
      lawful.replace('"data":{', '"data":{"__proto__":{"religion":"x"},'),
      '['.repeat(200_000),
    ]
    writeFileSync(file, hostile.join('\n'))
    expect(await ingest(hub, 'amr', file)).toMatchObject({ accepted: 0, unchanged: 0, refused: hostile.length })
  })
})

test('[GUI-17a partly] after all this no log, call log or audit file names whom it was about, nor a token, and nothing is told of the machine', async () => {
  const needles = [travel, trade, '460105190203040014', 'canary-path', 'eyJ0eXAiOiJhdCtqd3Qi']
  for (const base of [hub.file.gateway, hub.file.issuer, hub.file.registry, hub.file.agencies['amr']?.url ?? ''])
    for (const path of ['/%zz-canary-path', `/contracts/${'canary-path'.repeat(200)}`, '/canary-path']) {
      const { text } = await send(`${base}${path}`)
      expect(text).not.toMatch(/canary-path|FST_ERR|node_modules|at \w+ \(|select |127\.0\.0\.1/iu)
    }
  expect(findTraces(hub.stateDir, needles, ['postgres', 'keys', 'demo'])).toEqual([])
})
