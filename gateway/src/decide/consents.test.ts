import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aContract, aRow, c1, c2 } from '../testing/samples.ts'
import { TestHub } from '../testing/test-hub.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.start()
})
beforeEach(() => hub.reset())
afterAll(() => hub.close())

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
    expect(hub.calls()).toHaveLength(0)
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
