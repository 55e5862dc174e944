import { afterAll, beforeAll, expect, test } from 'vitest'
import { aContract, c1, grant } from '../testing/samples.ts'
import { TestHub } from '../testing/test-hub.ts'
import { costOf } from './answer-size.ts'
import { decide } from './decide-operation.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.start(['amr', 'court'])
})
afterAll(() => hub.close())

const contract = aContract({ items: [grant('amr.penalty'), grant('amr.reg.basic')] })

async function cost(query: string, variables: Record<string, unknown> = {}): Promise<number | string | null> {
  const decided = await decide(hub.contracted(query, { contract, variables }), hub.decideDeps)
  return decided.kind === 'decided' ? costOf(decided.roots, decided.variables) : decided.because.code
}
const one = (below: string): string => `{ organization(uscc: "${c1}") { ${below} } }`

test.each([
  ['a field a point', one('uscc'), 2],
  ['a record as its fields', one('amr { regBasic { name status } }'), 5],
  ['a connection its rows', one('amr { penalty(first: 7) { nodes { id fine } } }'), 3 + 7 * 3],
  ['a connection without a size its twenty rows', one('amr { penalty { nodes { id } } }'), 3 + 20 * 2],
  ['what is refused nothing', one('uscc court { judgment(first: 100) { nodes { id } } }'), 3],
])('costs %s', async (_what, query, points) => {
  expect(await cost(query)).toBe(points)
})

test('costs as many times as it names subjects, and pages by the size that the variables say', async () => {
  const query =
    'query($u: [ID!]!, $n: Int) { organizations(usccs: $u) { amr { penalty(first: $n) { nodes { id } } } } }'
  const u = Array.from({ length: 100 }, () => c1)
  expect(await cost(query, { u, n: 10 })).toBe(100 * (3 + 10 * 2))
  expect(await cost(query, { u: u.slice(0, 2), n: 100 })).toBe(2 * (3 + 100 * 2))
})

test('over fifty thousand points it is too large, and nothing is planned', async () => {
  const query = (fields: string): string =>
    `query($u: [ID!]!) { organizations(usccs: $u) { amr { penalty(first: 100) { nodes { ${fields} } } } } }`
  const u = Array.from({ length: 100 }, () => c1)
  expect(await cost(query('id fine violation'), { u })).toBe(40_300)
  expect(await cost(query('id fine violation content'), { u })).toBe('OPERATION_TOO_LARGE')
})
