import { builtInContract } from '@xinqiao/contracts'
import { citizenCheckDigit, personRef, provincialCatalog } from '@xinqiao/schema'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aContract, aRow, c1, c2, grant, publicContract } from '../testing/samples.ts'
import { TestHub } from '../testing/test-hub.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.start()
})
beforeEach(() => hub.reset())
afterAll(() => hub.close())

const calls = () => [...hub.agencies.values()].flatMap(({ calls: seen }) => seen)

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
    for (const call of calls()) {
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
    expect(calls()).toHaveLength(0)
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
    expect(calls()).toHaveLength(0)
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

describe('subjects', () => {
  test('[GUI-4c] a code is read as people type it, and a wrong one never joins', async () => {
    const shaped = await hub.walk('query($u: ID!) { organization(uscc: $u) { uscc } }', {
      variables: { u: ' 914601000000a00134' },
    })
    expect(JSON.parse(shaped.body)).toEqual({ data: { organization: { uscc: c1 } } })
    const wrong = await hub.walk('{ organization(uscc: "914601000000A00135") { uscc amr { regBasic { name } } } }')
    expect(wrong.status).toBe(400)
    expect(wrong.body).toContain('SUBJECT_ID_INVALID')
    expect(wrong.body).not.toContain('914601000000A00135')
    expect(calls()).toHaveLength(0)
  })

  test('[PLAN-III.1a] a citizen number never leaves the hub, in the key, a variable or a name', async () => {
    const number = `46010019000101001${citizenCheckDigit('46010019000101001')}`
    const wrong = `46010019000101001${number.endsWith('1') ? '2' : '1'}`
    const ref = personRef(hub.decideDeps.refKey, '01', number)
    hub.agency('amr').rows.push(aRow('amr.penalty', 'R-1', ref, { violation: 'v' }))
    const query =
      'query($n: ID!) { naturalPerson(document: { kind: "01", number: $n }) { amr { n: penalty { nodes { n460100190001010014: violation } } } } }'
    const shaped = await hub.walk(query, { variables: { n: ` ${number}` } })
    expect(JSON.parse(shaped.body)).toMatchObject({
      data: { naturalPerson: { amr: { n: { nodes: [{ n460100190001010014: 'v' }] } } } },
    })
    expect(calls()).toHaveLength(1)
    for (const call of calls()) expect(call.body).not.toMatch(/460100190001010/u)
    expect(JSON.stringify(shaped.facts)).not.toContain(number)
    const bad = await hub.walk(query, { variables: { n: wrong } })
    expect([bad.status, bad.body.includes(wrong)]).toEqual([400, false])
  })

  test('more subjects than the contract allows, or than its day has left, refuse the request', async () => {
    const contract = aContract({ quota: { requestsPerDay: 1, subjectsPerDay: 10, subjectsPerRequest: 1 } })
    const two = await hub.walk(`{ organizations(usccs: ["${c1}", "${c2}"]) { uscc } }`, { contract })
    expect([two.status, two.facts.code]).toEqual([400, 'OPERATION_TOO_LARGE'])
    hub.subjectsLeft = 0
    const used = await hub.walk(`{ organization(uscc: "${c1}") { uscc } }`)
    expect([used.status, used.facts.code, used.headers['retry-after']]).toEqual([429, 'QUOTA_EXCEEDED', '5'])
  })

  test('[REG-16.2b] a token for one subject opens no other', async () => {
    const contract = builtInContract('self', provincialCatalog())
    const claims = { subject: { kind: 'organization', key: c1 } } as const
    const own = await hub.walk(`{ organization(uscc: "${c1}") { court { judgment { nodes { id } } } } }`, {
      contract,
      claims,
    })
    expect([own.status, own.facts.decision]).toEqual([200, 'permit'])
    const other = await hub.walk(`{ organization(uscc: "${c2}") { court { judgment { nodes { id } } } } }`, {
      contract,
      claims,
    })
    expect([other.status, other.facts.code]).toEqual([403, 'IDENTITY_NOT_VERIFIED'])
    hub.agency('court').rows.push(aRow('court.judgment', 'R-1', c2), aRow('court.judgment', 'R-2', c1))
    const record = await hub.ask(
      '{ a: record(id: "court.judgment:R-1") { id } b: record(id: "court.judgment:R-2") { id } }',
      { contract, claims },
    )
    expect(record.data).toEqual({ a: null, b: { id: 'court.judgment:R-2' } })
  })
})

describe('consents', () => {
  const contract = aContract({ channel: 'authorized_inquiry', consumer: 'bank-d1' })
  const query =
    'query($u: [ID!]!) { organizations(usccs: $u) { uscc court { terminated { nodes { id } } } amr { penalty { nodes { id } } } } }'

  test('[REG-16.2b] subjects with unequal consents are cut apart and answered in the order asked; asked in one batch', async () => {
    hub.facts.answers = [
      { subject: c1, item: 'court.terminated', state: 'withdrawn', consent: null },
      { subject: c2, item: 'court.terminated', state: 'covered', consent: 'CS-1' },
    ]
    hub
      .agency('court')
      .rows.push(
        aRow('court.terminated', 'R-15', c2, { ongoing: true }),
        aRow('court.terminated', 'R-16', c1, { ongoing: true }),
      )
    const answer = await hub.ask(query, { contract, variables: { u: [c1, c2] }, claims: { purpose: 'LOAN' } })
    expect(answer.data).toEqual({
      organizations: [
        { uscc: c1, court: { terminated: null }, amr: { penalty: { nodes: [] } } },
        {
          uscc: c2,
          court: { terminated: { nodes: [{ id: 'court.terminated:R-15' }] } },
          amr: { penalty: { nodes: [] } },
        },
      ],
    })
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions['code'], extensions['catalogItem']])).toEqual(
      [[['organizations', 0, 'court', 'terminated'], 'CONSENT_REVOKED', 'court.terminated']],
    )
    expect(hub.facts.questions).toEqual([
      {
        grantee: 'bank-d1',
        subjects: [c1, c2],
        items: ['court.terminated'],
        use: 'LOAN',
        on: '2026-11-23',
        requestId: 'req-1',
      },
    ])
    expect(hub.agency('court').calls).toHaveLength(1)
    expect(hub.agency('court').calls[0]?.body).not.toContain(c1)
  })

  test.each([
    ['[REG-16.2b] none', 'none', 'CONSENT_REQUIRED'],
    ['[REG-28.2b] withdrawn', 'withdrawn', 'CONSENT_REVOKED'],
    ['out of date', 'expired', 'CONSENT_EXPIRED'],
    ['[REG-14.3b] for another item or use', 'scope', 'CONSENT_SCOPE'],
  ] as const)('%s: refused, the agency not asked', async (_, state, code) => {
    hub.facts.answers = [{ subject: c1, item: 'court.terminated', state, consent: null }]
    const answer = await hub.ask(`{ organization(uscc: "${c1}") { court { terminated { nodes { id } } } } }`, {
      contract,
    })
    expect(answer.errors?.map(({ extensions }) => extensions['code'])).toEqual([code])
    expect(hub.agency('court').calls).toHaveLength(0)
  })

  test('[D18] an item open to the public needs no consent on any channel', async () => {
    const answer = await hub.ask(`{ organization(uscc: "${c1}") { amr { penalty { nodes { id } } } } }`, { contract })
    expect(answer.errors).toBeUndefined()
    expect(hub.facts.questions).toHaveLength(0)
  })

  test('an item that needs a consent is refused below a record, which names no subject', async () => {
    const answer = await hub.ask('{ record(id: "court.terminated:R-15") { id } }', { contract })
    expect(answer.errors?.map(({ extensions }) => extensions['code'])).toEqual(['CONSENT_REQUIRED'])
    expect(calls()).toHaveLength(0)
  })

  test('while the credit office is away such items are refused at once, the rest answers', async () => {
    hub.facts.answers = 'unavailable'
    const answer = await hub.ask(query, { contract, variables: { u: [c1] } })
    expect(answer.errors?.map(({ extensions }) => extensions['code'])).toEqual(['FACTS_STALE'])
    expect(answer.data).toMatchObject({
      organizations: [{ amr: { penalty: { nodes: [] } }, court: { terminated: null } }],
    })
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
