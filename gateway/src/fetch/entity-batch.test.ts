import { buildSchema } from 'graphql'
import { expect, test } from 'vitest'
import { aFetch, key, openGraph } from '../testing/a-fetch.ts'
import type { AgencyFailure, AnswerObject } from './answer.ts'
import { entityBatch, readBatch } from './entity-batch.ts'
import { FailureMarks } from './failure-marks.ts'

const schema = buildSchema(`
  type Query { goods: [Good] }
  interface Work { id: ID constructor: String }
  type Good implements Work { id: ID constructor: String size: Size maker: Maker grid: [[Maker]] }
  type Song implements Work { id: ID constructor: String }
  type Size { height: Int width: Int } type Maker { id: ID }`)
const running = openGraph(schema)
const operation = 'query($representations:[_Any!]!){_entities(representations:$representations){...on Good{id}}}'
const failure: AgencyFailure = { code: 'SUBGRAPH_UNAVAILABLE', agency: 'far' }

function reading(): { readonly schema: typeof schema; readonly marks: FailureMarks } {
  return { schema, marks: new FailureMarks() }
}

test('each distinct entity is named once, with all its places', () => {
  const fetch = aFetch(running, { operation, requires: [key('Good', 'id')] })
  const [a, b, again] = [1, 2, 1].map((id) => ({ __typename: 'Good', id }))
  const batch = entityBatch(reading(), { goods: [a, null, b, again, a] }, ['goods', '@'], fetch, new Map())
  expect(JSON.parse(batch.text)).toEqual([
    { __typename: 'Good', id: 1 },
    { __typename: 'Good', id: 2 },
  ])
  expect(batch.places.map(({ targets }) => targets.length)).toEqual([2, 1])
})

test('entities in lists of lists are found', () => {
  const fetch = aFetch(running, { operation, requires: [key('Maker', 'id')] })
  const grid = [[{ __typename: 'Maker', id: 1 }, null], null, [{ __typename: 'Maker', id: 2 }]]
  const batch = entityBatch(reading(), { goods: [{ grid }] }, ['goods', '@', 'grid', '@', '@'], fetch, new Map())
  expect(batch.places).toHaveLength(2)
})

test('another type, or a part that never came, lacks without a failure', () => {
  const fetch = aFetch(running, { operation, requires: [key('Good', 'id')] })
  const entities = [{ __typename: 'Song', id: 1 }, { __typename: 'Good' }, { id: 3 }] as AnswerObject[]
  const batch = readBatch(reading(), entities, fetch)
  expect(batch.text).toBe('[]')
  expect(batch.lacking.map((one) => one.failure)).toEqual([null, null, null])
})

test('a null is a value of a key, and none where it stands for a failure', () => {
  const fetch = aFetch(running, { operation, requires: [key('Good', 'id', 'price')] })
  const on = reading()
  const [empty, failed] = [1, 2].map((id) => ({ __typename: 'Good', id, price: null }))
  if (empty === undefined || failed === undefined) throw new Error('expected two')
  on.marks.mark(failed, 'price', failure)
  const batch = readBatch(on, [empty, failed], fetch)
  expect(JSON.parse(batch.text)).toEqual([{ __typename: 'Good', id: 1, price: null }])
  expect(batch.lacking).toEqual([{ entity: failed, failure }])
})

test('a failure inside a nested part makes the whole key fail', () => {
  const requires = [
    {
      ...key('Good', 'id'),
      selections: [
        { kind: 'Field' as const, name: '__typename' },
        { kind: 'Field' as const, name: 'size', selections: [{ kind: 'Field' as const, name: 'height' }] },
      ],
    },
  ] as NonNullable<ReturnType<typeof aFetch>['requires']>
  const fetch = { ...aFetch(running, { operation, requires: [key('Good', 'id')] }), requires, prepared: new Map() }
  const on = reading()
  const goods = [{ height: 1, width: 9 }, null, { height: null }, {}].map((size) => ({ __typename: 'Good', size }))
  on.marks.mark(goods[2]?.size as object, 'height', failure)
  const batch = readBatch(on, goods, fetch)
  expect(JSON.parse(batch.text)).toEqual([
    { __typename: 'Good', size: { height: 1 } },
    { __typename: 'Good', size: null },
  ])
  expect(batch.lacking.map((one) => one.failure)).toEqual([failure, null])
})

test('names that every object inherits are read from the answer alone', () => {
  const fetch = aFetch(running, { operation, requires: [key('Good', 'constructor')] })
  const entities = [{ __typename: 'Good', constructor: 'x' }, { __typename: 'Good' }] as AnswerObject[]
  const batch = readBatch(reading(), entities, fetch)
  expect(batch.text).toBe('[{"__typename":"Good","constructor":"x"}]')
  expect(batch.lacking).toHaveLength(1)
})

test('calls that start together read the same keys once, other keys anew', () => {
  const [one, same, other] = [['id'], ['id'], ['id', 'price']].map((names) =>
    aFetch(running, { operation, requires: [key('Good', ...names)] }),
  )
  if (one === undefined || same === undefined || other === undefined) throw new Error('expected three')
  const batches = new Map()
  const data = { goods: [{ __typename: 'Good', id: 1, price: 2 }] }
  const first = entityBatch(reading(), data, ['goods', '@'], one, batches)
  expect(entityBatch(reading(), data, ['goods', '@'], same, batches)).toBe(first)
  expect(entityBatch(reading(), data, ['goods', '@'], other, batches).text).toContain('price')
})
