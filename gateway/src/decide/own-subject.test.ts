/** What a verified subject asks about itself: the hub names it, nobody else may ask (audit.md §6). */
import { builtInContract } from '@xinqiao/contracts'
import { provincialCatalog } from '@xinqiao/schema'
import { printSchema } from 'graphql'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { CreditSubject } from '../authenticate/authenticated.ts'
import { aContract, c1, c2, publicContract } from '../testing/samples.ts'
import { TestHub } from '../testing/test-hub.ts'
import { callerView } from './caller-view.ts'

const self = builtInContract('self', provincialCatalog())
const me: CreditSubject = { kind: 'organization', key: c1 }
const look = `query($after: String) { whoReadMyRecord(first: 2, after: $after) {
  nodes { at receipt } ends: pageInfo { hasNextPage more: endCursor } completeUntil behind } }`

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.start(['amr', 'office'])
})
afterEach(() => hub.reset())
afterAll(() => hub.close())

const mine = (subject: CreditSubject, variables: Readonly<Record<string, unknown>> = {}) => ({
  contract: self,
  claims: { contract: 'self', purpose: 'SELF', official: null, case: null, subject, acr: 'id' },
  variables,
})

/** The office's answers: what it was asked with, and a page that goes on. */
function officeTells(): Readonly<Record<string, unknown>>[] {
  const asked: Readonly<Record<string, unknown>>[] = []
  hub.agency('office').readings = (args) => {
    asked.push(args)
    return {
      nodes: [{ at: '2026-11-23T00:00:00.000Z', receipt: 'xinqiao/audit/gateway/2026/7' }],
      pageInfo: { hasNextPage: true, endCursor: 'the-offices-own' },
      completeUntil: '2026-11-23T00:00:00.000Z',
      behind: ['gateway-b'],
    }
  }
  return asked
}

/** The cursor under one of the caller's names. */
function cursorAt(data: unknown, ...path: readonly string[]): string {
  return String(path.reduce<unknown>((at, step) => (at as Readonly<Record<string, unknown>>)[step], data))
}

test('[REG-26.2b] the hub fills in who asks; the look is of kind subject and names the subject', async () => {
  const asked = officeTells()
  const { facts, body } = await hub.walk(look, mine(me))
  expect(JSON.parse(body)).toMatchObject({ data: { whoReadMyRecord: { behind: ['gateway-b'] } } })
  expect(asked).toMatchObject([{ first: 2, subject: me }])
  expect(hub.agency('office').calls).toMatchObject([{ contract: 'self@1', items: [] }])
  expect(facts).toMatchObject({
    isOwnLog: true,
    decision: 'permit',
    seen: [{ outcome: 'released', items: [], subjects: [me] }],
  })
  const person: CreditSubject = { kind: 'person', key: 'r'.repeat(43) }
  await hub.walk(look, mine(person))
  expect(asked[1]).toMatchObject({ subject: person })
})

test('no argument of a caller names a subject', async () => {
  const asked = officeTells()
  for (const query of [
    `{ whoReadMyRecord(subject: { kind: "organization", key: "${c2}" }) { behind } }`,
    'query($s: HubSubject) { whoReadMyRecord(subject: $s) { behind } }',
  ]) {
    const { errors } = await hub.ask(query, mine(me, { s: { kind: 'organization', key: c2 } }))
    expect(errors?.[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED')
  }
  expect(asked).toEqual([])
  const seen = printSchema(callerView(hub.running, self))
  expect(seen).toContain('whoReadMyRecord(from: LegalDate, to: LegalDate, first: Int = 20, after: String)')
  expect(seen).not.toContain('HubSubject')
})

test('under no other contract the field is open, nor stands it in its view', async () => {
  const asked = officeTells()
  for (const contract of [aContract(), publicContract()]) {
    const { data, errors } = await hub.ask(look, { contract })
    expect([data, errors?.[0]?.extensions['code']]).toEqual([{ whoReadMyRecord: null }, 'IDENTITY_NOT_VERIFIED'])
    expect(printSchema(callerView(hub.running, contract))).not.toContain('whoReadMyRecord')
  }
  expect(asked).toEqual([])
})

test('a cursor is opaque, leads on for its own subject, and for nobody else', async () => {
  const asked = officeTells()
  const { data } = await hub.ask(look, mine(me))
  const more = cursorAt(data, 'whoReadMyRecord', 'ends', 'more')
  expect(Buffer.from(more, 'base64url').toString()).not.toContain('the-offices-own')
  await hub.ask(look, mine(me, { after: more }))
  expect(asked[1]).toMatchObject({ after: 'the-offices-own' })
  for (const [subject, after] of [
    [{ ...me, key: c2 }, more],
    [me, 'the-offices-own'],
    [me, `${more}A`],
  ] as const) {
    const { errors } = await hub.ask(look, mine(subject, { after }))
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT')
  }
  expect(asked).toHaveLength(2)
})

test('two names for one look are one question, and both get its cursor', async () => {
  const asked = officeTells()
  const { data } = await hub.ask(
    `{ a: whoReadMyRecord { behind pageInfo { endCursor } } b: whoReadMyRecord { pageInfo { endCursor } } }`,
    mine(me),
  )
  expect(asked).toHaveLength(1)
  const [a, b] = ['a', 'b'].map((name) => cursorAt(data, name, 'pageInfo', 'endCursor'))
  expect(a).toBe(b)
  await hub.ask(look, mine(me, { after: a }))
  expect(asked[1]).toMatchObject({ after: 'the-offices-own' })
})

test('page sizes and days are checked before the office is asked', async () => {
  const asked = officeTells()
  for (const args of [
    'first: 0',
    'first: 101',
    'from: "2026-02-30"',
    'to: 5',
    'from: "2026-11-02", to: "2026-11-01"',
  ]) {
    const { errors } = await hub.ask(`{ whoReadMyRecord(${args}) { behind } }`, mine(me))
    expect([args, errors?.[0]?.extensions['code']]).toEqual([args, 'BAD_USER_INPUT'])
  }
  expect(asked).toEqual([])
})

test('an office that cannot answer is an error, never an empty list', async () => {
  hub.agency('office').readings = () => {
    throw new Error('the registry is away')
  }
  const { data, errors } = await hub.ask(look, mine(me))
  expect(data).toEqual({ whoReadMyRecord: null })
  expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', agency: 'office' } }])
})

test('who is named by a request that is refused as a whole is in its entry', async () => {
  const whole = aContract({ items: [], answerMode: 'whole' })
  const asked = `{ organization(uscc: "${c2}") { amr { penalty { nodes { id } } } } }`
  const { facts } = await hub.walk(asked, { contract: whole })
  expect(facts).toMatchObject({
    code: 'ITEM_NOT_IN_CONTRACT',
    seen: [{ outcome: 'ITEM_NOT_IN_CONTRACT', items: ['amr.penalty'], subjects: [{ key: c2 }], rows: 0 }],
  })
  const other = await hub.walk(asked, mine(me))
  expect(other.facts).toMatchObject({
    code: 'IDENTITY_NOT_VERIFIED',
    isOwnLog: false,
    seen: [{ outcome: 'IDENTITY_NOT_VERIFIED', items: [], subjects: [{ key: c2 }] }],
  })
})
