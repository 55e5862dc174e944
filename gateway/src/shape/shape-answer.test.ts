import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aContract, aRow, c1, c2, grant, publicContract } from '../testing/samples.ts'
import { TestHub } from '../testing/test-hub.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.start()
})
beforeEach(() => hub.reset())
afterAll(() => hub.close())

const number = '460100190001010014'

describe('the caller gets its own names, in its own order', () => {
  test('aliases, fragments of every kind, fields said twice, lists and __typename', async () => {
    hub.agency('amr').rows.push(aRow('amr.penalty', 'R-1', c1, { violation: 'v', fine: 5 }))
    const query = `query { z: organization(uscc: "${c1}") { __typename ...P uscc } list: organizations(usccs: ["${c2}", "${c1}"]) { code: uscc } }
      fragment P on Organization { amr { second: penalty { nodes { ...R violation } } penalty { pageInfo { hasNextPage } nodes { fine } } penalty { nodes { kind: __typename } } } }
      fragment R on CreditRecord { number: id ... on AmrPenalty { fine f2: fine } ... on CourtJudgment { amount } provider }`
    const { body } = await hub.walk(query)
    expect(body).toBe(
      JSON.stringify({
        data: {
          z: {
            __typename: 'Organization',
            amr: {
              second: { nodes: [{ number: 'amr.penalty:R-1', fine: 5, f2: 5, provider: 'amr', violation: 'v' }] },
              penalty: { pageInfo: { hasNextPage: false }, nodes: [{ fine: 5, kind: 'AmrPenalty' }] },
            },
            uscc: c1,
          },
          list: [{ code: c2 }, { code: c1 }],
        },
      }),
    )
    expect(hub.agency('amr').calls).toHaveLength(1)
  })

  test('records of several types by the interface, each type by its own fields', async () => {
    hub.agency('amr').rows.push(aRow('amr.penalty', 'R-1', c1, { fine: 5 }))
    hub.agency('court').rows.push(aRow('court.judgment', 'J-1', c1, { amount: 9 }))
    const query =
      '{ records(ids: ["court.judgment:J-1", "amr.penalty:R-9", "amr.penalty:R-1"]) { __typename id item ... on AmrPenalty { x: fine } ... on CourtJudgment { x: amount } } }'
    const answer = await hub.ask(query)
    expect(answer.data).toEqual({
      records: [
        { __typename: 'CourtJudgment', id: 'court.judgment:J-1', item: 'court.judgment', x: 9 },
        null,
        { __typename: 'AmrPenalty', id: 'amr.penalty:R-1', item: 'amr.penalty', x: 5 },
      ],
    })
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['records', 1], 'NOT_FOUND'],
    ])
    expect(hub.agency('tour').calls).toHaveLength(0)
  })

  test('[OPI-IX.e partly] [GUI-4c] one profile joins the agencies by the code of the organization', async () => {
    hub.agency('amr').rows.push(aRow('amr.reg.basic', 'B-1', c1, { name: '某公司' }))
    hub.agency('tax').rows.push(aRow('tax.credit.grade', 'G-1', c1, { grade: 'B' }))
    hub.agency('court').rows.push(aRow('court.judgment', 'J-1', c1, { amount: 9 }))
    hub.agency('tour').rows.push(aRow('tour.serious', 'L-1', c1, { list: 'x' }))
    const answer = await hub.ask(
      `{ organization(uscc: "${c1}") { amr { regBasic { name } } tax { creditGrade { nodes { grade } } } court { judgment { nodes { amount } } } tour { serious { nodes { list } } } } }`,
    )
    expect(answer).toEqual({
      data: {
        organization: {
          amr: { regBasic: { name: '某公司' } },
          tax: { creditGrade: { nodes: [{ grade: 'B' }] } },
          court: { judgment: { nodes: [{ amount: 9 }] } },
          tour: { serious: { nodes: [{ list: 'x' }] } },
        },
      },
    })
  })
})

describe('masking is the hub’s', () => {
  const legalRep = `{ organization(uscc: "${c1}") { amr { regLegalRep { masked person { name n: documentNumber documentNumber } } } } }`

  test('[OPI-XIX.b] numbers of natural persons are masked, names shown, and the record says so', async () => {
    hub.agency('tour').rows.push(
      aRow('tour.serious', 'L-1', c1, {
        list: 'x',
        responsiblePersons: [{ name: '甲乙', role: null, documentKind: '01', documentNumber: number }],
      }),
    )
    const answer = await hub.ask(
      `{ organization(uscc: "${c1}") { tour { serious { nodes { masked responsiblePersons { name documentNumber } } } } } }`,
      { contract: publicContract() },
    )
    expect(answer.data).toEqual({
      organization: {
        tour: {
          serious: {
            nodes: [
              {
                masked: ['responsiblePersons.documentNumber'],
                responsiblePersons: [{ name: '甲乙', documentNumber: '4601**********0014' }],
              },
            ],
          },
        },
      },
    })
  })

  test('the full number needs a right of its own, named for the item', async () => {
    hub
      .agency('amr')
      .rows.push(aRow('amr.reg.legalRep', 'L-1', c1, { person: { name: '甲乙', documentNumber: number } }))
    const masked = await hub.walk(legalRep)
    expect(masked.body).not.toContain(number)
    expect(JSON.parse(masked.body).data.organization.amr.regLegalRep).toMatchObject({
      masked: ['person.documentNumber'],
      person: { n: '4601**********0014' },
    })
    const full = await hub.ask(legalRep, {
      contract: aContract({ items: [grant('amr.reg.legalRep', { fullNumber: true })] }),
    })
    expect(full.data).toEqual({
      organization: {
        amr: { regLegalRep: { masked: [], person: { name: '甲乙', n: number, documentNumber: number } } },
      },
    })
  })

  test('what the agency says of masks and objections is not listened to', async () => {
    hub.agency('amr').rows.push(
      aRow('amr.penalty', 'R-1', c1, {
        masked: ['everything'],
        objection: { since: '2020-01-01', caseNumber: 'forged' },
      }),
    )
    const answer = await hub.ask(
      `{ organization(uscc: "${c1}") { amr { penalty { nodes { masked objection { since } } } } } }`,
    )
    expect(answer.data).toEqual({ organization: { amr: { penalty: { nodes: [{ masked: [], objection: null }] } } } })
  })
})

describe('errors', () => {
  test('a refused field in rows is told once, whether there are rows or none', async () => {
    const contract = aContract({ items: [grant('amr.penalty', { fields: ['violation'] })] })
    const query = `{ organization(uscc: "${c1}") { amr { penalty { nodes { violation fine } } } } }`
    const none = await hub.ask(query, { contract })
    hub
      .agency('amr')
      .rows.push(
        aRow('amr.penalty', 'R-1', c1, { violation: 'a', fine: 1 }),
        aRow('amr.penalty', 'R-2', c1, { violation: 'b', fine: 2 }),
      )
    const two = await hub.ask(query, { contract })
    expect(two.errors).toEqual(none.errors)
    expect(two.errors?.map(({ path }) => path)).toEqual([['organization', 'amr', 'penalty', 'nodes', 'fine']])
    expect(two.data).toEqual({
      organization: {
        amr: {
          penalty: {
            nodes: [
              { violation: 'a', fine: null },
              { violation: 'b', fine: null },
            ],
          },
        },
      },
    })
  })

  test('each error has its words in two languages, its article and the next step', async () => {
    const answer = await hub.ask(`{ organization(uscc: "${c1}") { tax { creditGrade { nodes { id } } } } }`, {
      contract: aContract({ items: [] }),
    })
    expect(answer.errors?.[0]).toMatchObject({
      message: 'The contract does not grant this item.',
      extensions: { code: 'ITEM_NOT_IN_CONTRACT', messageZh: '合约未包含该信息项。', article: 'REG-16.2c' },
    })
  })
})

describe('facts of the answer for its audit entry', () => {
  test('who was seen with which items, what was refused and kept back, exact per subject', async () => {
    hub
      .agency('amr')
      .rows.push(
        aRow('amr.penalty', 'R-1', c1),
        aRow('amr.penalty', 'R-2', c1),
        aRow('amr.penalty', 'R-3', c1, { determinedOn: '2020-01-01' }),
      )
    const contract = aContract({ items: [grant('amr.penalty')] })
    const { facts } = await hub.walk(
      `{ organizations(usccs: ["${c1}", "${c2}"]) { amr { penalty(first: 5) { nodes { id } } } tax { creditGrade { nodes { id } } } } }`,
      { contract },
    )
    expect(facts).toMatchObject({
      decision: 'partial',
      code: null,
      seen: [
        { outcome: 'released', items: ['amr.penalty'], subjects: [{ kind: 'organization', key: c1 }], rows: 2 },
        {
          outcome: 'ITEM_NOT_IN_CONTRACT',
          items: ['tax.credit.grade'],
          subjects: [
            { kind: 'organization', key: c1 },
            { kind: 'organization', key: c2 },
          ],
          rows: 0,
        },
        { outcome: 'empty', items: ['amr.penalty'], subjects: [{ kind: 'organization', key: c2 }], rows: 0 },
      ],
      refused: [{ code: 'ITEM_NOT_IN_CONTRACT', item: 'tax.credit.grade' }],
      withheld: { expired: 1 },
      failed: [],
    })
    expect([...facts.answers.keys()]).toEqual(['amr'])
    expect(facts.answers.get('amr')?.[0]).toMatchObject({ contentDigest: expect.stringMatching(/^sha-256=:/u) })
  })
})
