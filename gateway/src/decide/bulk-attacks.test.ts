/** Operations that are small to send and large to answer: each is refused before anything is planned, and quickly. */
import { organisationCheckDigit, usccCheckDigit } from '@xinqiao/schema'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { aContract, c1, grant } from '../testing/samples.ts'
import { TestHub } from '../testing/test-hub.ts'
import { decisionCache } from './decision-cache.ts'
import { decisionBytesPerContractMax, subjectsPerOperationMax } from './limits.ts'

let hub: TestHub
beforeAll(async () => {
  hub = await TestHub.start(['amr', 'court'])
})
beforeEach(() => hub.reset())
afterAll(() => hub.close())

const contract = aContract({ items: [grant('amr.penalty')] })
const many = (count: number, write: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => write(n)).join(' ')
const usccs = Array.from({ length: 100 }, () => c1)
/** Ten lists of a hundred subjects, each with the same fragment. */
const tenLists = (fragment: string): string =>
  `query($u: [ID!]!) { ${many(10, (n) => `r${n}: organizations(usccs: $u) { ...F }`)} } fragment F on Organization { ${fragment} }`

async function refusal(query: string, variables: Record<string, unknown> = {}): Promise<string | null> {
  const { facts, body } = await hub.walk(query, { contract, variables })
  expect(body.length).toBeLessThan(10_000)
  for (const agency of hub.agencies.values()) expect(agency.calls).toHaveLength(0)
  return facts.code
}

test('95,000 closed places, an error each, are not told: the operation is too large', async () => {
  const closed = `court { ${many(95, (n) => `a${n}: judgment { nodes { id } }`)} }`
  expect(await refusal(tenLists(closed), { u: usccs })).toBe('OPERATION_TOO_LARGE')
})

test('a hundred subjects under a hundred names in fifty lists are too large', async () => {
  const query = `query($u: [ID!]!) { ${many(50, (n) => `r${n}: organizations(usccs: $u) { ...F }`)} } fragment F on Organization { ${many(95, (n) => `a${n}: uscc`)} }`
  expect(await refusal(query, { u: usccs })).toBe('OPERATION_TOO_LARGE')
})

test('one list under many names, each of another length, for a hundred subjects is too large', async () => {
  const lists = `amr { ${many(95, (n) => `a${n}: penalty(first: ${n + 1}) { nodes { id } }`)} }`
  expect(await refusal(tenLists(lists), { u: usccs })).toBe('OPERATION_TOO_LARGE')
})

test('a hundred subjects with several lists of twenty rows are lawful', async () => {
  const lists = many(
    3,
    (n) => `a${n}: penalty(first: ${20 + n}) { nodes { id fine violation } pageInfo { hasNextPage } }`,
  )
  const query = `query($u: [ID!]!) { organizations(usccs: $u) { amr { ${lists} } court { judgment { nodes { id } } } } }`
  const { status, facts } = await hub.walk(query, { contract, variables: { u: usccs } })
  expect([status, facts.code]).toEqual([200, null])
})

test('records by their ids count against the subjects of a request: no way around it', async () => {
  const two = aContract({ items: [grant('amr.penalty')], quota: { ...contract.quota, subjectsPerRequest: 2 } })
  const ask = async (ids: readonly string[]) =>
    (await hub.walk('query($i: [ID!]!) { records(ids: $i) { id } }', { contract: two, variables: { i: ids } })).facts
      .code
  expect(await ask(['amr.penalty:1', 'amr.penalty:2', 'amr.penalty:1'])).toBeNull()
  expect(await ask(['amr.penalty:1', 'amr.penalty:2', 'amr.penalty:3'])).toBe('OPERATION_TOO_LARGE')
})

test.each([
  ['types', `{ __schema { ${many(50, (n) => `a${n}: types { fields { name } }`)} } }`],
  ['fields of types', `{ __schema { types { ${many(50, (n) => `a${n}: fields { name }`)} } } }`],
  ['schemas', `{ ${many(50, (n) => `a${n}: __schema { types { name } }`)} }`],
  [
    'types by name',
    `{ ${many(50, (n) => `a${n}: __type(name: "CreditRecord") { possibleTypes { fields { name } } }`)} }`,
  ],
  [
    'types in fragments',
    `{ __schema { ...A ...B } } fragment A on __Schema { a: types { name } } fragment B on __Schema { b: types { name } }`,
  ],
])('introspection does not walk the schema once a name: %s', async (_what, query) => {
  expect(await refusal(query)).toBe('OPERATION_TOO_LARGE')
})

test('thousands of equal fields of an interface are not written out for every type', async () => {
  const query = `query($i: [ID!]!) { records(ids: $i) { ${many(9_000, () => 'id')} } }`
  const ids = ['amr.penalty:1', 'amr.reg.basic:1', 'court.judgment:1']
  const open = aContract({ items: [grant('amr.penalty'), grant('amr.reg.basic'), grant('court.judgment')] })
  expect((await hub.walk(query, { contract: open, variables: { i: ids } })).facts.code).toBe('OPERATION_TOO_LARGE')
})

test('a variable of a list of lists without end is too large, not an accident', async () => {
  const type = `${'['.repeat(4_000)}ID${']'.repeat(4_000)}`
  expect(await refusal(`query($u: ${type}) { organizations(usccs: $u) { uscc } }`)).toBe('OPERATION_TOO_LARGE')
})

test('an object of sixty thousand members among the variables is too large', async () => {
  const wide = Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`k${n}`, 1]))
  const query = 'query($d: DocumentInput!) { naturalPerson(document: $d) { __typename } }'
  expect(await refusal(query, { d: wide })).toBe('OPERATION_TOO_LARGE')
  expect(await refusal('{ __typename }', wide)).toBe('OPERATION_TOO_LARGE')
})

test('documents are kept by their bytes: many large ones push each other out', () => {
  const cache = decisionCache()
  const comment = `#${'x'.repeat(90 * 1024)}\n`
  const take = (name: string) => cache.take(hub.running, contract, `${comment}{ ${name}: __typename }`, null, true)
  const held = Math.floor(decisionBytesPerContractMax / (90 * 1024))
  const first = take('first')
  const later = Array.from({ length: held }, (_, n) => take(`n${n}`))
  expect(take(`n${held - 1}`)).toBe(later.at(-1))
  expect(take('first')).not.toBe(first)
})

test('more subjects than fit into one entry of the audit log are too many, whatever the contract says', async () => {
  const wide = aContract({
    items: [grant('amr.penalty')],
    quota: { ...contract.quota, subjectsPerRequest: 10_000, subjectsPerDay: 100_000 },
  })
  const lists = (count: number): Record<string, string[]> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, list) => [
        `l${list}`,
        Array.from({ length: 100 }, (_, one) => codeOf(100 * list + one)),
      ]),
    )
  const ask = async (count: number): Promise<string | null> => {
    const names = Array.from({ length: count }, (_, list) => `$l${list}: [ID!]!`).join(' ')
    const query = `query(${names}) { ${many(count, (n) => `r${n}: organizations(usccs: $l${n}) { uscc }`)} }`
    return (await hub.walk(query, { contract: wide, variables: lists(count) })).facts.code
  }
  expect(await ask(subjectsPerOperationMax / 100)).toBeNull()
  expect(await ask(subjectsPerOperationMax / 100 + 1)).toBe('OPERATION_TOO_LARGE')
})

/** A valid code of no organization. */
function codeOf(n: number): string {
  const body = String(n).padStart(8, '0')
  const head = `91460000${body}${organisationCheckDigit(body)}`
  return `${head}${usccCheckDigit(head)}`
}
