import { importSigningKey, personRef } from '@xinqiao/schema'
import {
  legalRepresentative,
  ndjson,
  organization,
  penalty,
  person,
  personPenalty,
} from '@xinqiao/subgraph-kit/test/penalty.ts'
import { startTestAgency, type TestAgency } from '@xinqiao/subgraph-kit/test/test-agency.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startMarketRegulation } from './index.ts'

let amr: TestAgency
beforeAll(async () => {
  amr = await startTestAgency(startMarketRegulation)
  const days = ['2021-11-24', '2023-01-05', '2022-03-01']
  await amr.sender(
    'POST',
    '/records',
    ndjson(
      ...days.map((determinedOn, index) => penalty(`G-${index}`, { determinedOn })),
      personPenalty('G-P'),
      legalRepresentative('LR', person.document.number),
    ),
  )
})
afterAll(() => amr.close())

const penalties = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Organization {
  amr { penalty(first: 2) { nodes { id determinedOn fine subject version provenance { document ingestedAt catalogVersion } masked objection { since } } pageInfo { hasNextPage endCursor } } } } } }`
const c1 = { representations: [{ __typename: 'Organization', uscc: organization }] }
const ask = (query: string, items: readonly string[], variables: unknown = c1) =>
  amr.hub('/graphql', { query, variables }, { items })
const calls = async () =>
  (await amr.sender('GET', '/calls', '')).text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

describe('who is answered', () => {
  test('[OPI-XXI.a] an unsigned call, and one of any other key than the hub’s, is 401 and not even logged', async () => {
    const body = JSON.stringify({ query: penalties, variables: c1 })
    const before = (await calls()).length
    const unsigned = await fetch(`${amr.url}/graphql`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })
    expect(unsigned.status).toBe(401)
    const strangers = [amr.keys.stranger, amr.keys.operator, amr.keys.agency.agency].map(importSigningKey)
    for (const key of strangers)
      expect(
        (await amr.hub('/graphql', { query: penalties, variables: c1 }, { items: ['amr.penalty'] }, key)).status,
      ).toBe(401)
    expect(await calls()).toHaveLength(before)
  })

  test('the hourly key and the hub’s own signature both open the door, and the answer is signed', async () => {
    expect((await ask(penalties, ['amr.penalty'])).status).toBe(200)
    expect(
      (
        await amr.hub(
          '/graphql',
          { query: penalties, variables: c1 },
          { items: ['amr.penalty'] },
          importSigningKey(amr.keys.fetch),
        )
      ).status,
    ).toBe(200)
  })

  test('[OPI-XXI.a] a field of an item that the signed call does not name is refused, so no item is read silently', async () => {
    expect((await ask(penalties, [])).status).toBe(403)
    expect((await ask(penalties, ['amr.reg.basic'])).status).toBe(403)
    expect((await ask(penalties, ['amr.penalty', 'amr.reg.basic'])).status).toBe(200)
  })

  test('an unnamed item is not reached by alias, fragment, record id or type name either', async () => {
    const ways = [
      '{ ...F } } fragment F on Organization { x: amr { y: penalty { nodes { __typename } } } }',
      '{ ... on AmrPenalty { determinedOn } } }',
      '{ ... on AmrPenalty { id } } }',
      '{ ... on AmrPenalty { __typename subject } } }',
    ].map((rest) => `query ($representations: [_Any!]!) { _entities(representations: $representations) ${rest}`)
    for (const query of ways) expect((await ask(query, ['amr.reg.basic'])).status).toBe(403)
    expect((await ask('{ _service { sdl } }', ['amr.penalty'], {})).status).not.toBe(200)
    expect((await ask('{ __schema { types { name } } }', ['amr.penalty'], {})).status).not.toBe(200)
  })

  test('[OPI-XXI.a] each call is in the agency’s own log, with contract, purpose, case and items, without subject or value', async () => {
    await amr.hub('/graphql', { query: penalties, variables: c1 }, { items: ['amr.penalty'], requestId: 'r-log' })
    const log = await calls()
    expect(log.at(-1)).toEqual({
      time: expect.any(String),
      contract: 'CT-TEST@1',
      purpose: 'TAX_CREDIT',
      case: '琼试〔2026〕1号',
      items: ['amr.penalty'],
      requestId: 'r-log',
    })
    expect(JSON.stringify(log)).not.toContain(organization)
    expect((await amr.sender('GET', '/calls', '', { tag: 'xinqiao-admin-1', key: amr.keys.operator })).status).toBe(200)
    expect((await amr.sender('GET', '/calls', '', { key: amr.keys.stranger })).status).toBe(401)
  })
})

describe('what is answered', () => {
  test('[GUI-4a] a page is newest first, and each record tells source document, ingest time and catalog version', async () => {
    const { json } = await ask(penalties, ['amr.penalty'])
    const page = (json as Answer).data._entities[0]?.amr.penalty
    expect(page?.nodes).toMatchObject([
      {
        id: 'amr.penalty:G-1',
        determinedOn: '2023-01-05',
        fine: 2_000_000,
        subject: organization,
        version: 1,
        masked: [],
        objection: null,
        provenance: { document: '琼试〔2021〕13号', catalogVersion: expect.any(String) },
      },
      { id: 'amr.penalty:G-2' },
    ])
    expect(page?.pageInfo.hasNextPage).toBe(true)
    const next = penalties.replace('first: 2', `first: 2, after: ${JSON.stringify(page?.pageInfo.endCursor)}`)
    const rest = ((await ask(next, ['amr.penalty'])).json as Answer).data._entities[0]?.amr.penalty
    expect(rest).toMatchObject({ nodes: [{ id: 'amr.penalty:G-0' }], pageInfo: { hasNextPage: false } })
  })

  test('[PLAN-III.1a] a person is found by the token; the number of a payload’s person goes to the hub in full', async () => {
    const ref = personRef(amr.keys.agency.ref, person.document.kind, person.document.number)
    const byPerson = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on NaturalPerson { amr { penalty { nodes { id subjectKind } } } } } }`
    const found = await ask(byPerson, ['amr.penalty'], { representations: [{ __typename: 'NaturalPerson', ref }] })
    expect(found.json).toEqual({
      data: {
        _entities: [{ amr: { penalty: { nodes: [{ id: 'amr.penalty:G-P', subjectKind: 'natural_person' }] } } }],
      },
    })
    const legalRep = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Organization { amr { regLegalRep { person { name documentNumber } } } } } }`
    expect((await ask(legalRep, ['amr.reg.legalRep'])).json).toEqual({
      data: {
        _entities: [{ amr: { regLegalRep: { person: { name: '陈试一', documentNumber: person.document.number } } } }],
      },
    })
  })

  test('records come by id in the order asked, null where there is none or it is of another type', async () => {
    const byId = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on AmrPenalty { id } } }`
    const representations = ['amr.penalty:G-2', 'amr.penalty:none', 'amr.reg.legalRep:LR'].map((id) => ({
      __typename: 'AmrPenalty',
      id,
    }))
    expect((await ask(byId, ['amr.penalty'], { representations })).json).toEqual({
      data: { _entities: [{ id: 'amr.penalty:G-2' }, null, null] },
    })
  })

  test('a company without records reads like one nobody knows', async () => {
    const { text } = await ask(penalties, ['amr.penalty'], {
      representations: [{ __typename: 'Organization', uscc: '914600000000A0021R' }],
    })
    const other = await ask(penalties, ['amr.penalty'], {
      representations: [{ __typename: 'Organization', uscc: '914602000000A003XU' }],
    })
    expect(text).toBe(other.text)
  })

  test('a wrong page size or cursor is told without anything of the database', async () => {
    for (const first of ['first: 101', 'first: 0', 'first: 2, after: "zzz"']) {
      const { json } = await ask(penalties.replace('first: 2', first), ['amr.penalty'])
      expect(json).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
    }
  })
})

interface Answer {
  readonly data: {
    readonly _entities: readonly {
      readonly amr: {
        readonly penalty: {
          readonly nodes: readonly unknown[]
          readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
        }
      }
    }[]
  }
}
