import type { Standing } from '@xinqiao/schema'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { factName } from '../decide/record-facts.ts'
import { aContract, aRow, c1, c2, publicContract } from '../testing/samples.ts'
import { TestHub } from '../testing/test-hub.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.start(['amr', 'court', 'office'])
})
beforeEach(() => hub.reset())
afterAll(() => hub.close())

function stand(record: string, standing: Standing, over: Record<string, unknown> = {}): void {
  hub.facts.standings.set(record, {
    n: 1,
    record,
    standing,
    since: '2026-11-20',
    document: null,
    case: 'OB-1',
    ...over,
  })
}
const penalties = (uscc: string) =>
  `{ organization(uscc: "${uscc}") { amr { penalty { nodes { id objection { since caseNumber } } pageInfo { hasNextPage endCursor } } } } }`

describe('what may not be shown is absent as if it did not exist', () => {
  test.each([
    ['[REG-31.2 partly] revoked', 'revoked'],
    ['[REG-32.3b] restored', 'restored'],
    ['[D2] expired by decision', 'expired'],
  ] as const)('%s: the list is byte for byte that of a subject without records', async (_, standing) => {
    hub.agency('amr').rows.push(aRow('amr.penalty', 'R-010', c2))
    stand('amr.penalty:R-010', standing)
    const withheld = await hub.walk(penalties(c2))
    const none = await hub.walk(penalties(c1))
    expect(withheld.body).toBe(none.body)
    expect(withheld.headers).toEqual(none.headers)
    expect(withheld.facts.withheld).toEqual({ [standing]: 1 })
  })

  test.each(['restored', 'revoked', 'expired'] as const)(
    '[REG-25b partly] a measure derived from a record ends when that record is %s',
    async (standing) => {
      const source = 'amr.penalty:R-5'
      hub.agency('office').rows.push(aRow('office.measure', 'M-1', c1, { sourceRecord: source }))
      const query = `{ organization(uscc: "${c1}") { office { measure { nodes { id } } } } }`
      const shown = async () => (await hub.ask(query)).data?.['organization']
      stand(source, 'annotated')
      expect(await shown()).toEqual({ office: { measure: { nodes: [{ id: 'office.measure:M-1' }] } } })
      stand(source, standing)
      expect(await shown()).toEqual({ office: { measure: { nodes: [] } } })
    },
  )

  test('[D9] a withheld record and one that never was give the same bytes by id', async () => {
    hub
      .agency('amr')
      .rows.push(
        aRow('amr.penalty', 'R-1', c1, { determinedOn: '2021-11-23' }),
        aRow('amr.penalty', 'R-2', c1, { determinedOn: '2021-11-24' }),
      )
    const ask = async (id: string) =>
      (await hub.walk('query($id: ID!) { record(id: $id) { id determinedOn } }', { variables: { id } })).body
    const withheld = await ask('amr.penalty:R-1')
    expect(withheld).toBe(await ask('amr.penalty:R-9'))
    expect(withheld).toBe(await ask('no.such.item:R-9'))
    expect(JSON.parse(withheld)).toMatchObject({
      data: { record: null },
      errors: [{ path: ['record'], extensions: { code: 'NOT_FOUND' } }],
    })
    expect(JSON.parse(await ask('amr.penalty:R-2'))).toEqual({
      data: { record: { id: 'amr.penalty:R-2', determinedOn: '2021-11-24' } },
    })
  })

  test('[D2] an expired record leaves public announcement and sharing alike', async () => {
    hub.agency('amr').rows.push(aRow('amr.penalty', 'R-1', c1, { determinedOn: '2021-11-23' }))
    for (const contract of [publicContract(), aContract()])
      expect((await hub.ask(penalties(c1), { contract })).data).toEqual({
        organization: { amr: { penalty: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } } },
      })
  })

  test('[D8] [REG-30.1b partly] an objected record stays, with its mark from the standings', async () => {
    hub.agency('amr').rows.push(aRow('amr.penalty', 'R-9', c1))
    stand('amr.penalty:R-9', 'annotated')
    const { data } = await hub.ask(penalties(c1))
    expect(data).toMatchObject({
      organization: {
        amr: {
          penalty: { nodes: [{ id: 'amr.penalty:R-9', objection: { since: '2026-11-20', caseNumber: 'OB-1' } }] },
        },
      },
    })
    expect(await hub.ask('{ record(id: "amr.penalty:R-9") { objection { since } } }')).toEqual({
      data: { record: { objection: { since: '2026-11-20' } } },
    })
  })
})

describe('pages', () => {
  const page =
    'query($u: ID!, $n: Int, $a: String) { organization(uscc: $u) { amr { penalty(first: $n, after: $a) { nodes { id } pageInfo { hasNextPage endCursor } } } } }'
  interface PageAnswer {
    organization: {
      amr: { penalty: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } }
    }
  }
  async function walkPages(first: number): Promise<{ ids: string[]; sizes: number[] }> {
    const ids: string[] = []
    const sizes: number[] = []
    for (let after: string | null = null; ; ) {
      const { data } = (await hub.ask(page, { variables: { u: c1, n: first, a: after } })) as unknown as {
        data: PageAnswer
      }
      const { nodes, pageInfo } = data.organization.amr.penalty
      ids.push(...nodes.map(({ id }) => id))
      sizes.push(nodes.length)
      if (!pageInfo.hasNextPage) return { ids, sizes }
      after = pageInfo.endCursor
    }
  }

  test('[D9] a page is full or the last one, whatever was withheld; nothing is lost or shown twice', async () => {
    for (let row = 0; row < 30; row += 1) {
      const number = `R-${String(row).padStart(3, '0')}`
      hub.agency('amr').rows.push(aRow('amr.penalty', number, c1))
      if (row % 3 !== 0 || row > 20) stand(`amr.penalty:${number}`, 'restored')
    }
    const shown = [0, 3, 6, 9, 12, 15, 18].map((row) => `amr.penalty:R-${String(row).padStart(3, '0')}`)
    expect(await walkPages(3)).toEqual({ ids: shown, sizes: [3, 3, 1] })
    expect(await walkPages(7)).toEqual({ ids: shown, sizes: [7] })
    expect(await walkPages(100)).toEqual({ ids: shown, sizes: [7] })
  })

  test('rows withheld at the end leave no trace of a further page', async () => {
    for (const number of ['R-1', 'R-2', 'R-3', 'R-4']) hub.agency('amr').rows.push(aRow('amr.penalty', number, c1))
    stand('amr.penalty:R-3', 'revoked')
    stand('amr.penalty:R-4', 'revoked')
    const with4 = await hub.walk(page, { variables: { u: c1, n: 2, a: null } })
    hub.agency('amr').rows.splice(2)
    const with2 = await hub.walk(page, { variables: { u: c1, n: 2, a: null } })
    expect(with4.body).toBe(with2.body)
    expect(JSON.parse(with4.body).data.organization.amr.penalty.pageInfo.hasNextPage).toBe(false)
  })

  test('a cursor that was changed, is of another subject or contract, or is the agency’s own, is refused', async () => {
    for (const number of ['R-1', 'R-2', 'R-3'])
      hub.agency('amr').rows.push(aRow('amr.penalty', number, c1), aRow('amr.penalty', `${number}b`, c2))
    const { data } = (await hub.ask(page, { variables: { u: c1, n: 1 } })) as unknown as { data: PageAnswer }
    const cursor = data.organization.amr.penalty.pageInfo.endCursor ?? ''
    const own = Buffer.from('2026-01-05|amr.penalty:R-1').toString('base64url')
    for (const [u, a, contract] of [
      [c2, cursor, aContract()],
      [c1, `${cursor.slice(0, -2)}AA`, aContract()],
      [c1, own, aContract()],
      [c1, cursor, aContract({ id: 'CT-2' })],
    ] as const) {
      const { status, facts } = await hub.walk(page, { variables: { u, n: 1, a }, contract })
      expect([status, facts.code]).toEqual([400, 'BAD_USER_INPUT'])
    }
    expect((await hub.walk(page, { variables: { u: c1, n: 1, a: cursor } })).status).toBe(200)
  })

  test.each([0, -1, 101])('first: %s is refused in GraphQL’s own way', async (first) => {
    const { status, facts } = await hub.walk(page, { variables: { u: c1, n: first } })
    expect([status, facts.code]).toEqual([400, 'BAD_USER_INPUT'])
  })

  test('an agency that fails while a page is filled leaves no short page behind', async () => {
    for (let row = 0; row < 10; row += 1) {
      hub.agency('amr').rows.push(aRow('amr.penalty', `R-${row}`, c1))
      stand(`amr.penalty:R-${row}`, 'restored')
    }
    let calls = 0
    hub.agency('amr').misbehaviour = (answer) => {
      calls += 1
      return calls === 1 ? answer : 'nonsense'
    }
    const answer = await hub.ask(page, { variables: { u: c1, n: 2 } })
    expect(answer.data).toEqual({ organization: { amr: { penalty: null } } })
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['organization', 'amr', 'penalty'], 'SUBGRAPH_INVALID_ANSWER'],
    ])
  })
})

/** The facts as the hub asks for them. */
function underHubNames(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [factName(name) ?? name, value]))
}

describe('a record that is not of its place is no answer', () => {
  test.each([
    ['another provider', { provider: 'tax' }],
    ['another item', { item: 'tax.penalty' }],
    ['another class', { class: 'market' }],
    ['another subject', { subject: c2 }],
    ['another id', { id: 'tour.penalty:R-1' }],
  ])('%s', async (_, forged) => {
    hub.agency('amr').rows.push(aRow('amr.penalty', 'R-1', c1))
    hub.agency('amr').misbehaviour = (answer) => {
      const [entity] = (answer['data'] as { _entities: { amr: Record<string, { nodes: object[] }> }[] })._entities
      for (const connection of Object.values(entity?.amr ?? {}))
        connection.nodes = connection.nodes.map((row) => ({ ...row, ...forged, ...underHubNames(forged) }))
      return answer
    }
    const answer = await hub.ask(penalties(c1))
    expect(answer.data).toEqual({ organization: { amr: { penalty: null } } })
    expect(answer.errors?.map(({ extensions }) => [extensions['code'], extensions['agency']])).toEqual([
      ['SUBGRAPH_INVALID_ANSWER', 'amr'],
    ])
  })
})
