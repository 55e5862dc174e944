import { provincialCatalog } from '@xinqiao/schema'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aContract, aRow, c1, grant, publicContract } from '../testing/samples.ts'
import { TestHub } from '../testing/test-hub.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.start()
})
beforeEach(() => hub.reset())
afterAll(() => hub.close())

describe('what may not be asked is cut before anything is planned', () => {
  test('[D9] an item outside the contract is null with code, item and article; the others answer; its agency is never asked', async () => {
    hub.agency('amr').rows.push(aRow('amr.reg.basic', 'B-1', c1, { name: '某公司' }))
    const contract = aContract({ items: [grant('amr.reg.basic')] })
    const query = `{ organization(uscc: "${c1}") { amr { regBasic { name } } court { judgment { nodes { amount } } } } }`
    const answer = await hub.ask(query, { contract })
    expect(answer.data).toEqual({ organization: { amr: { regBasic: { name: '某公司' } }, court: { judgment: null } } })
    expect(answer.errors).toHaveLength(1)
    expect(answer.errors?.[0]?.path).toEqual(['organization', 'court', 'judgment'])
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'ITEM_NOT_IN_CONTRACT',
      catalogItem: 'court.judgment',
      article: 'REG-16.2c',
    })
    expect(hub.agency('court').calls).toHaveLength(0)
  })

  test.each([
    ['an alias', '{ organization(uscc: $u) { court { penalty: judgment { nodes { id } } } } }'],
    [
      'an inline fragment',
      '{ organization(uscc: $u) { ... on Organization { court { ... { judgment { nodes { id } } } } } } }',
    ],
    [
      'a named fragment',
      '{ organization(uscc: $u) { ...F } } fragment F on Organization { court { judgment { nodes { id } } } }',
    ],
    ['a list of subjects', '{ organizations(usccs: [$u]) { court { judgment { nodes { id } } } } }'],
    ['a record id', '{ record(id: "court.judgment:R-1") { id ... on CourtJudgment { amount } } }'],
    [
      'records among others',
      '{ records(ids: ["amr.penalty:R-1", "court.judgment:R-1"]) { id ...F } } fragment F on CreditRecord { determinedOn ... on CourtJudgment { amount } }',
    ],
  ])('no refused coordinate leaves the hub through %s', async (_, text) => {
    hub.agency('amr').rows.push(aRow('amr.penalty', 'R-1', c1))
    const contract = aContract({ items: [grant('amr.penalty')] })
    const used = text.includes('$u')
    const answer = await hub.ask(`query${used ? '($u: ID!)' : ''} ${text}`, {
      contract,
      variables: used ? { u: c1 } : {},
    })
    expect(answer.errors?.map(({ extensions }) => extensions['code'])).toEqual(['ITEM_NOT_IN_CONTRACT'])
    for (const call of hub.calls()) {
      expect(call.items).toEqual(['amr.penalty'])
      expect(call.body).not.toMatch(/judgment|Judgment/u)
    }
    expect(hub.agency('court').calls).toHaveLength(0)
  })

  test('a skipped field needs no right', async () => {
    const contract = aContract({ items: [grant('amr.reg.basic')] })
    const query = `query($no: Boolean!) { organization(uscc: "${c1}") { amr { regBasic { name } } court @include(if: $no) { judgment { nodes { id } } } tax { creditGrade @skip(if: true) { nodes { id } } __typename } } }`
    const answer = await hub.ask(query, { contract, variables: { no: false } })
    expect(answer).toEqual({
      data: { organization: { amr: { regBasic: null }, tax: { __typename: 'OrganizationTax' } } },
    })
  })

  test('a contract that names fields opens these and nothing beside them', async () => {
    hub.agency('amr').rows.push(
      aRow('amr.reg.legalRep', 'L-1', c1, {
        person: { name: '甲乙', role: 'x', documentKind: '01', documentNumber: '460100190001010014' },
      }),
    )
    const contract = aContract({ items: [grant('amr.reg.legalRep', { fields: ['person.name'] })] })
    const answer = await hub.ask(
      `{ organization(uscc: "${c1}") { amr { regLegalRep { person { name role documentNumber } } } } }`,
      { contract },
    )
    expect(answer.data).toEqual({
      organization: { amr: { regLegalRep: { person: { name: '甲乙', role: null, documentNumber: null } } } },
    })
    expect(answer.errors?.map(({ path }) => path)).toEqual([
      ['organization', 'amr', 'regLegalRep', 'person', 'role'],
      ['organization', 'amr', 'regLegalRep', 'person', 'documentNumber'],
    ])
    expect(hub.agency('amr').calls[0]?.query).not.toContain('documentNumber')
  })

  test('when everything is cut no agency is asked, and the form still answers', async () => {
    const answer = await hub.ask(
      `{ organization(uscc: "${c1}") { __typename tax { __typename creditGrade { nodes { id } } } } }`,
      { contract: aContract({ items: [] }) },
    )
    expect(answer.data).toEqual({
      organization: { __typename: 'Organization', tax: { __typename: 'OrganizationTax', creditGrade: null } },
    })
    expect(hub.calls()).toHaveLength(0)
  })

  test('a contract that answers whole or not at all refuses for one refused field', async () => {
    const contract = aContract({ items: [grant('amr.reg.basic')], answerMode: 'whole' })
    const shaped = await hub.walk(
      `{ organization(uscc: "${c1}") { amr { regBasic { name } } court { judgment { nodes { id } } } } }`,
      { contract },
    )
    expect(JSON.parse(shaped.body)).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'ITEM_NOT_IN_CONTRACT', catalogItem: 'court.judgment' } }],
    })
    expect(shaped.facts.decision).toBe('refused')
    expect(hub.calls()).toHaveLength(0)
  })

  test('[REG-15.1a partly] a contract over public items alone gives no market part', async () => {
    const market = provincialCatalog().items.get('mkt.loan.person')
    expect(market?.class).toBe('market')
    const contract = publicContract()
    expect(contract.items.map(({ id }) => id)).not.toContain('mkt.loan.person')
    const answer = await hub.ask(`{ organization(uscc: "${c1}") { tax { creditGrade { nodes { id } } } } }`, {
      contract,
    })
    expect(answer.errors?.[0]?.extensions['code']).toBe('CHANNEL_NOT_ALLOWED')
  })
})

describe('aged standings', () => {
  test('aging ones are honoured and said so; stale ones close negative items and persons, the rest answers', async () => {
    const query = `{ organization(uscc: "${c1}") { amr { penalty { nodes { id } } regBasic { name } } } }`
    hub.facts.standingsAge = { kind: 'aging', asOf: '2026-11-23T01:58:00Z' }
    expect(await hub.ask(query)).toMatchObject({ extensions: { standingsAsOf: '2026-11-23T01:58:00Z' } })
    hub.facts.standingsAge = { kind: 'stale', asOf: null }
    const answer = await hub.ask(query)
    expect(answer.data).toEqual({ organization: { amr: { penalty: null, regBasic: null } } })
    expect(answer.errors?.map(({ extensions }) => [extensions['code'], extensions['catalogItem']])).toEqual([
      ['FACTS_STALE', 'amr.penalty'],
    ])
  })
})
