import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aContract, c1, grant } from '../testing/samples.ts'
import { TestHub } from '../testing/test-hub.ts'
import { callerView } from './caller-view.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.start(['amr', 'court'])
})
afterAll(() => hub.close())

async function refusal(
  query: string,
  variables: Record<string, unknown> = {},
): Promise<readonly [number, string | null, string]> {
  const { status, facts, body } = await hub.walk(query, { variables })
  return [status, facts.code, body]
}

describe('limits before anything walks the operation', () => {
  test.each([
    ['100 KB of comments', `${'#'.repeat(101 * 1024)}\n{ organization(uscc: "${c1}") { uscc } }`],
    ['10,000 tokens', `{ ${'__typename '.repeat(10_001)} }`],
    ['depth', `${'{ organization(uscc: "x") '.repeat(21)}{ uscc }${'}'.repeat(21)}`],
    [
      'names for one field',
      `{ ${Array.from({ length: 101 }, (_, n) => `a${n}: organization(uscc: "${c1}") { uscc }`).join(' ')} }`,
    ],
    [
      'fragments doubled forty times',
      `{ ...F0 } ${Array.from({ length: 40 }, (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`).join(' ')} fragment F40 on Query { __typename }`,
    ],
    ['a fragment that spreads itself', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'],
    ['nesting beyond the parser', '{a'.repeat(4_000)],
  ])('%s is refused in milliseconds', async (_, query) => {
    const started = performance.now()
    const [status, code] = await refusal(query)
    expect([status, code === 'OPERATION_TOO_LARGE' || code === 'GRAPHQL_PARSE_FAILED']).toEqual([400, true])
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  test('variables nested too deep are refused', async () => {
    let deep: unknown = 1
    for (let level = 0; level < 20; level += 1) deep = { a: deep }
    expect((await refusal('query($u: ID!) { organization(uscc: $u) { uscc } }', { u: deep })).slice(0, 2)).toEqual([
      400,
      'OPERATION_TOO_LARGE',
    ])
  })

  test('of several operations the one named runs; without a name none does', async () => {
    const query = `query A { organization(uscc: "${c1}") { uscc } } query B { organization(uscc: "${c1}") { u: uscc } }`
    expect(await hub.ask(query, { operationName: 'B' })).toEqual({ data: { organization: { u: c1 } } })
    expect((await refusal(query)).slice(0, 2)).toEqual([400, 'BAD_USER_INPUT'])
  })
})

describe('no oracle', () => {
  test('[D9] a hidden and an absent name give identical bytes, and nothing is suggested', async () => {
    const ask = (name: string) => refusal(`{ record(id: "amr.penalty:R-1") { ... on AmrPenalty { ${name} } } }`)
    const hidden = await ask('subject')
    const absent = await ask('sabject')
    expect(hidden[2].replaceAll('subject', 'sabject')).toBe(absent[2])
    expect(hidden[0]).toBe(400)
    const misspelt = await refusal(`{ organization(uscc: "${c1}") { amr { penalti { nodes { id } } } } }`)
    expect(misspelt[2]).not.toMatch(/Did you mean|penalty"/u)
  })

  test('neither validation nor coercion repeats a value of the caller', async () => {
    const canary = 'CANARY-460100190001010014'
    const answers = [
      await refusal(`{ organization(uscc: { a: "${canary}" }) { uscc } }`),
      await refusal(`{ organization(uscc: "${c1}") { amr { penalty(first: "${canary}") { nodes { id } } } } }`),
      await refusal('query($n: Int) { organization(uscc: "x") { amr { penalty(first: $n) { nodes { id } } } } }', {
        n: canary,
      }),
      await refusal('query($d: DocumentInput!) { naturalPerson(document: $d) { ref } }', { d: { kind: canary } }),
      await refusal('query($d: DocumentInput!) { naturalPerson(document: $d) { ref } }', {
        d: { kind: '01', number: '1', [canary]: 1 },
      }),
    ]
    for (const [status, , body] of answers) {
      expect(status).toBe(400)
      expect(body).not.toContain('CANARY')
    }
  })

  test('response names beginning with two underscores belong to the hub', async () => {
    for (const name of ['__id', '__proto__', '__typename2'])
      expect((await refusal(`{ ${name}: organization(uscc: "${c1}") { uscc } }`)).slice(0, 2)).toEqual([
        400,
        'GRAPHQL_VALIDATION_FAILED',
      ])
    expect(await hub.ask('{ __typename }')).toEqual({ data: { __typename: 'Query' } })
  })

  test('callers that take plain JSON alone get 200 for what cannot run, others 400', async () => {
    const plain = await hub.walk('{ nope }', { accept: 'application/json' })
    expect([plain.status, plain.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8'])
    expect((await hub.walk('{ nope }', { accept: '*/*' })).status).toBe(400)
  })
})

describe("the caller's view", () => {
  test('introspection shows the items of the contract and nothing technical to the hub', async () => {
    const contract = aContract({ items: [grant('amr.reg.basic')] })
    const answer = await hub.ask(
      '{ __schema { types { name } } __type(name: "AmrPenalty") { name } b: __type(name: "AmrRegBasic") { fields { name } } }',
      { contract },
    )
    const text = JSON.stringify(answer.data)
    expect(answer.data).toMatchObject({ __type: null })
    expect(text).toContain('AmrRegBasic')
    expect(text).not.toMatch(/CourtJudgment|AmrPenalty|"subject"|subjectKind|OrganizationCourt/u)
  })

  test('the view of a contract is made once', () => {
    const contract = aContract()
    expect(callerView(hub.running, contract)).toBe(callerView(hub.running, contract))
  })
})
