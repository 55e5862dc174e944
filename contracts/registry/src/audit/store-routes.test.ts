/** The audit store over HTTP: who may ask what, with an entry of its own before the answer. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { checkpointKeys, leafHash, logLeaves, readLeaf } from '@xinqiao/audit-log'
import { type Jwk, parseConsumers } from '@xinqiao/contracts'
import { contentDigest, importSigningKey, signIngest } from '@xinqiao/schema'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publicHalf } from '../config.ts'
import { testDatabase } from '../testing/database.ts'
import { privateJwk } from '../testing/keys.ts'
import { agencyBody, type TestAnswer, type TestRegistry, testRegistry } from '../testing/test-registry.ts'
import { bodiesOf } from './looked-up.ts'

const taxService = {
  id: 'tax',
  name: { zh: '税务局', en: 'Tax Service' },
  kind: 'agency',
  body: '114600000000C0022L',
  region: '460000',
  channels: ['public_affairs_sharing'],
  clients: [{ id: 'tax-app', keys: 'generate' }],
}
const consumers = new Map(parseConsumers([taxService]).map((consumer) => [consumer.id, consumer]))

interface Found {
  readonly origin: string
  readonly index: number
  readonly leaf: string
  readonly sealed?: string | null
}

const officeKey = privateJwk('Ed25519')
const subject = 'subject-of-november-__'
const stranger = 'stranger-of-november-_'
const otherOrigin = 'xinqiao/audit/gateway/2026'
let registry: TestRegistry
let databaseUrl: string

beforeAll(async () => {
  const database = await testDatabase()
  databaseUrl = database.databaseUrl
  registry = await testRegistry({ auditKeeper: { database, compileCache: null } })
  await registry.signed('PUT', '/agencies/office', agencyBody('office', { key: publicHalf(officeKey) }))
  await stored()
  await rowsOfAGateway()
})
afterAll(() => registry.end())

/** What a gateway's keeper has stored: one entry that touched a subject, with its payload. */
async function rowsOfAGateway(): Promise<void> {
  const leaf = { v: 1, kind: 'query', at: 5, key: '2026-11', agency: 'tax', seen: [{ o: 'released', subj: [subject] }] }
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query("select audit_open_month('2026-11')")
  await client.query('insert into audit_head (origin, indexed, stored) values ($1, 1, 1)', [otherOrigin])
  await client.query(
    `insert into audit_entry (origin, index, at, kind, month, agency, items, codes, leaf)
     values ($1, 0, 5, 'query', '2026-11', 'tax', '{}', '{}', $2)`,
    [otherOrigin, JSON.stringify(leaf)],
  )
  await client.query("insert into audit_subject values ('2026-11', $1, $2, 0)", [subject, otherOrigin])
  await client.query("insert into audit_payload values ('2026-11', $1, 0, 'sealed')", [otherOrigin])
  await client.end()
}

/** Entries of the registry's own log. */
function entries(): readonly Readonly<Record<string, unknown>>[] {
  const node = join(registry.config.stateDir, 'audit', 'registry')
  const year = readdirSync(node).find((name) => /^\d{4}$/u.test(name)) ?? ''
  return [...logLeaves(join(node, year))].map(readLeaf)
}

/** Resolves when all of the registry's log is in the index. */
async function stored(): Promise<void> {
  for (;;) {
    const { body } = await registry.signed('GET', '/audit/index', undefined)
    const heads = (body['origins'] ?? []) as readonly { origin: string; indexed: number }[]
    const own = heads.find(({ origin }) => origin.includes('/registry/'))
    if (own !== undefined && own.indexed >= entries().length) return
    await pause(50)
  }
}

/** A question by the auditor, or by another key under its tag. */
function search(body: object, key: Jwk = registry.keys.auditor): Promise<TestAnswer> {
  return ask('/audit/search', body, key)
}

async function ask(path: string, body: object, key: Jwk = registry.keys.auditor): Promise<TestAnswer> {
  const url = `${registry.registry}${path}`
  const bytes = Buffer.from(JSON.stringify(body))
  const signed = signIngest(
    { method: 'POST', url, contentDigest: contentDigest(bytes), tag: 'xinqiao-audit-1' },
    importSigningKey(key),
  )
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...signed, 'content-type': 'application/json' },
    body: bytes,
  })
  return { status: response.status, body: (await response.json()) as TestAnswer['body'] }
}

describe('searches of an auditor', () => {
  test('find entries of every log; each search is an entry, with its words, before it is answered', async () => {
    const acts = await search({ kind: 'admin' })
    expect(acts.status).toBe(200)
    const found = acts.body['entries'] as readonly Found[]
    expect(found.map(({ leaf }) => JSON.parse(leaf).act)).toContain('agency.put')
    expect(entries().at(-1)).toMatchObject({
      kind: 'auditor',
      act: 'search',
      asked: { kind: 'admin' },
      rows: found.length,
      decision: 'permit',
    })
    const bySubject = await search({ pseudonym: subject, agency: 'tax', first: 1 })
    expect(bySubject.body['entries']).toMatchObject([{ origin: otherOrigin, index: 0 }])
    expect(entries().at(-1)).toMatchObject({ asked: { agency: 'tax', first: '1', pseudonym: subject }, rows: 1 })
  })

  test('are refused to the operator, and where a name or number stands in them; each refusal is an entry, with nothing of it', async () => {
    const count = entries().length
    expect((await search({ kind: 'admin' }, registry.keys.operator)).status).toBe(401)
    expect((await registry.signed('POST', '/audit/search', {})).status).toBe(401)
    expect(await search({ contract: '914601000000A00134' })).toMatchObject({
      status: 400,
      body: { code: 'AUDIT_QUESTION_INVALID' },
    })
    const left = entries().slice(count)
    const codes = ['OPERATOR_REQUIRED', 'OPERATOR_REQUIRED', 'AUDIT_QUESTION_INVALID']
    expect(left).toMatchObject(codes.map((code) => ({ kind: 'auditor', act: 'search', decision: 'refused', code })))
    expect(JSON.stringify(left)).not.toContain('914601000000A00134')
  })
})

describe('look-ups of the office', () => {
  const question = { pseudonyms: { '2026-11': [subject] } }

  test('give what touched the subject, with sealed payloads and how far every origin is', async () => {
    const answer = await registry.signed('POST', '/audit/lookups', question, officeKey)
    expect(answer).toMatchObject({
      status: 200,
      body: { entries: [{ origin: otherOrigin, index: 0, sealed: Buffer.from('sealed').toString('base64') }] },
    })
    const origins = answer.body['origins'] as readonly object[]
    expect(origins).toHaveLength(2)
    expect(origins[0]).toMatchObject({ origin: otherOrigin, indexed: 1, settled: 0, completeAt: 0, ended: false })
    expect(entries().at(-1)).toMatchObject({
      kind: 'auditor',
      act: 'lookup',
      asked: { months: '2026-11', pseudonyms: '1' },
      rows: 1,
    })
  })

  test('name every log that is registered, also one of which no index knows, and the bodies that looked', async () => {
    const origin = 'xinqiao/audit/gateway-new/2026'
    const { vkey } = await checkpointKeys(join(registry.config.stateDir, 'of-a-gateway')).signerFor(origin)
    await registry.signed('POST', '/audit-keys', { origin, vkey }, registry.keys.fetch)
    const { body } = await registry.signed('POST', '/audit/lookups', question, officeKey)
    const nothing = { indexed: 0, stored: 0, settled: 0, completeAt: 0, ended: false }
    expect(body['origins']).toContainEqual({ origin, ...nothing })
    expect(bodiesOf([{ leaf: '{"agency":"tax"}' }, { leaf: '{}' }], consumers)).toEqual({
      tax: { zh: '税务局', en: 'Tax Service' },
    })
  })

  test('tell nothing of an entry that is only in the index under this subject, not in its own leaf', async () => {
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    await client.query("insert into audit_subject values ('2026-11', $1, $2, 0)", [stranger, otherOrigin])
    const planted = { pseudonyms: { '2026-11': [stranger] } }
    const nothing = { status: 200, body: { entries: [], bodies: {} } }
    expect(await registry.signed('POST', '/audit/lookups', planted, officeKey)).toMatchObject(nothing)
    // Nor does a row that is no leaf at all keep others from being told theirs.
    await client.query(
      `insert into audit_entry (origin, index, at, kind, month, items, codes, leaf)
       values ($1, 7, 6, 'query', '2026-11', '{}', '{}', 'no leaf')`,
      [otherOrigin],
    )
    await client.query("insert into audit_subject values ('2026-11', $1, $2, 7)", [subject, otherOrigin])
    expect(await registry.signed('POST', '/audit/lookups', question, officeKey)).toMatchObject({
      status: 200,
      body: { entries: [{ index: 0 }] },
    })
    await client.query('delete from audit_subject where index = 7')
    await client.query('delete from audit_entry where index = 7 and origin = $1', [otherOrigin])
    await client.end()
  })

  test('are the office’s alone', async () => {
    for (const key of [registry.keys.operator, registry.keys.auditor, privateJwk('Ed25519')])
      expect((await registry.signed('POST', '/audit/lookups', question, key)).status).toBe(401)
    expect((await registry.signed('POST', '/audit/lookups', question, registry.keys.fetch)).status).toBe(403)
  })
})

describe('a check of the index', () => {
  const place = { origin: otherOrigin, from: 0 }

  test('tells an auditor each leaf’s hash, what does not fit it and which payload is missing; it is an entry', async () => {
    const [row] = (await search({ pseudonym: subject })).body['entries'] as readonly Found[]
    const answer = await ask('/audit/check', place)
    const hash = leafHash(Buffer.from(row?.leaf ?? '')).toString('hex')
    // This leaf commits to no payload, and there is one.
    expect(answer).toEqual({ status: 200, body: { to: 1, hashes: [hash], unfit: [0], lost: [] } })
    expect(entries().at(-1)).toMatchObject({ kind: 'auditor', act: 'check', object: otherOrigin, asked: { from: '0' } })
  })

  test('is the auditor’s alone, and wants an origin', async () => {
    expect((await ask('/audit/check', place, registry.keys.operator)).status).toBe(401)
    expect(entries().at(-1)).toMatchObject({ kind: 'auditor', act: 'check', code: 'OPERATOR_REQUIRED' })
    expect((await ask('/audit/check', { origin: '张三', from: 0 })).body).toMatchObject({ code: 'REQUEST_INVALID' })
  })
})

describe('acts on the store', () => {
  const erasure = { origin: otherOrigin, index: 0, basis: 'PIPL-47' }

  test('AU12 an erasure is an entry first, then the payload is gone; the entry stays', async () => {
    expect((await registry.signed('POST', '/audit/erase', erasure, registry.keys.auditor)).status).toBe(401)
    expect(await registry.signed('POST', '/audit/erase', { ...erasure, basis: '应本人请求' })).toMatchObject({
      status: 400,
    })
    expect((await registry.signed('POST', '/audit/erase', erasure)).body).toEqual({ erased: true })
    expect(entries().at(-1)).toMatchObject({
      kind: 'admin',
      act: 'audit.erase',
      object: `${otherOrigin}/0`,
      reason: 'PIPL-47',
    })
    const looked = await registry.signed('POST', '/audit/lookups', { pseudonyms: { '2026-11': [subject] } }, officeKey)
    expect(looked.body['entries']).toMatchObject([{ index: 0, sealed: null }])
    const count = entries().length
    expect((await registry.signed('POST', '/audit/erase', erasure)).body).toEqual({ erased: false })
    expect(entries().length).toBe(count)
    expect(await registry.signed('POST', '/audit/erase', { ...erasure, index: 99 })).toMatchObject({
      status: 409,
      body: { code: 'AUDIT_NOT_STORED_YET' },
    })
  })

  test('the registry’s own index is emptied by an act and comes back by its keeper', async () => {
    await stored()
    const before = (await search({ kind: 'admin' })).body['entries'] as readonly Found[]
    const own = before[0]?.origin ?? ''
    expect((await registry.signed('POST', '/audit/reindex', { origin: own })).status).toBe(200)
    await stored()
    const after = (await search({ kind: 'admin' })).body['entries'] as readonly Found[]
    expect(after.slice(1)).toEqual(before)
    expect(JSON.parse(after[0]?.leaf ?? '')).toMatchObject({ act: 'audit.reindex', object: own })
    expect((await registry.signed('POST', '/audit/reindex', { origin: 'x' })).status).toBe(400)
  })
})

test('without a database the questions are answered 503 with what to do', async () => {
  const alone = await testRegistry()
  expect(await alone.signed('POST', '/audit/erase', { origin: otherOrigin, index: 0, basis: 'PIPL-47' })).toMatchObject(
    {
      status: 503,
      body: { code: 'AUDIT_STORE_UNAVAILABLE', next: expect.stringContaining('AUDIT_DATABASE_URL') },
    },
  )
  await alone.end()
})
