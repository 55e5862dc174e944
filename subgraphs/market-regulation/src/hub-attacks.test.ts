/** What a broken or stolen hub cannot do at an agency's door, though its signature holds (trust.md §4). */
import { ndjson, penalty } from '@xinqiao/subgraph-kit/test/penalty.ts'
import { startTestAgency, type TestAgency } from '@xinqiao/subgraph-kit/test/test-agency.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startMarketRegulation } from './index.ts'

let amr: TestAgency
beforeAll(async () => {
  amr = await startTestAgency(startMarketRegulation)
  await amr.sender('POST', '/records', ndjson(penalty('H-1')))
})
afterAll(() => amr.close())

const query = (below: string): string =>
  `query ($representations: [_Any!]!) { _entities(representations: $representations) { ${below} } }`
const records = {
  representations: ['H-1', 'H-2'].map((id) => ({ __typename: 'AmrPenalty', id: `amr.penalty:${id}` })),
}

test('a call that names no item learns not even whether a record is there', async () => {
  const answer = await amr.hub(
    '/graphql',
    { query: query('__typename'), variables: records },
    { items: ['amr.abnormal'] },
  )
  expect(answer.json).toMatchObject({ data: { _entities: [null, null] } })
  const { errors } = answer.json as { readonly errors: readonly { readonly extensions: unknown }[] }
  expect(errors.map(({ extensions }) => extensions)).toEqual([
    { code: 'ITEM_NOT_IN_CONTRACT' },
    { code: 'ITEM_NOT_IN_CONTRACT' },
  ])
  const named = await amr.hub(
    '/graphql',
    { query: query('__typename'), variables: records },
    { items: ['amr.penalty'] },
  )
  expect(named.json).toEqual({ data: { _entities: [{ __typename: 'AmrPenalty' }, null] } })
})

test.each([
  ['an alias', '... on AmrPenalty { x: fine }'],
  ['a condition', '... on AmrPenalty @include(if: true) { fine }'],
  ['a fragment within a fragment', '... on AmrPenalty { ... { ... on AmrPenalty { id } } }'],
])('an item that the call does not name is not reached through %s', async (_how, below) => {
  const answer = await amr.hub('/graphql', { query: query(below), variables: records }, { items: ['amr.abnormal'] })
  expect([answer.status, answer.text.includes('fine')]).toEqual([403, false])
})

test('an address that cannot be read is not told back', async () => {
  for (const path of ['/%zz-canary', `/calls/${'canary'.repeat(400)}`]) {
    const text = await (await fetch(`${amr.url}${path}`)).text()
    expect(text).not.toMatch(/canary|FST_ERR|fastify/iu)
  }
})
