import { buildSchema } from 'graphql'
import { expect, test } from 'vitest'
import { aFetch, key, openGraph } from '../testing/a-fetch.ts'
import type { AgencyFailure } from './answer.ts'
import { contextBatches } from './context-values.ts'
import { FailureMarks } from './failure-marks.ts'
import { contextGroupsMax } from './limits.ts'

const schema = buildSchema(`
  type Query { shops: [Shop] region: String } union Holder = Shop | Stall
  type Shop { currency: String shelves: [[Shelf]] } type Stall { money: String shelves: [[Shelf]] }
  type Shelf { good: Good } type Good { id: ID price: Int }`)
const running = openGraph(schema)
const path = ['shops', '@', 'shelves', '@', '@', 'good']

function fetchBy(...rewrites: readonly (readonly string[])[]): ReturnType<typeof aFetch> {
  return aFetch(running, {
    operation:
      'query($representations:[_Any!]!$c0:String){_entities(representations:$representations){...on Good{price(c:$c0)}}}',
    requires: [key('Good', 'id')],
    contextRewrites: rewrites.map((steps) => ({ kind: 'KeyRenamer' as const, path: [...steps], renameKeyTo: 'c0' })),
  })
}

const good = (id: number) => ({ good: { __typename: 'Good', id } })
const byShop = fetchBy(['..', '..', '... on Shop', 'currency'], ['..', '..', '... on Stall', 'money'])
const told = (on: { readonly marks: FailureMarks }, data: object, fetch = byShop) => {
  const { batches, lacking } = contextBatches({ schema, marks: on.marks }, data as Record<string, unknown>, path, fetch)
  return {
    asked: batches.map(({ values, batch }) => [values, JSON.parse(batch.text).map(({ id }: { id: number }) => id)]),
    lacking,
  }
}
const fresh = (): { readonly marks: FailureMarks } => ({ marks: new FailureMarks() })

test('goes up by the names that hold, lists skipped, and asks once for each different value', () => {
  const shops = [
    { __typename: 'Shop', currency: 'CNY', shelves: [[good(1), good(2)], [good(3)]] },
    { __typename: 'Stall', money: 'USD', shelves: [[good(1)]] },
    { __typename: 'Shop', currency: 'USD', shelves: [[good(4)]] },
  ]
  expect(told(fresh(), { shops }).asked).toEqual([
    ['"c0":"CNY"', [1, 2, 3]],
    ['"c0":"USD"', [1, 4]],
  ])
})

test('a null is a value; what is not there, of another type, or failed is none', () => {
  const on = fresh()
  const failure: AgencyFailure = { code: 'SUBGRAPH_TIMEOUT', agency: 'far' }
  const failed = { __typename: 'Shop', currency: null, shelves: [[good(3)]] }
  on.marks.mark(failed, 'currency', failure)
  const { asked, lacking } = told(on, {
    shops: [
      { __typename: 'Shop', currency: null, shelves: [[good(1)]] },
      { __typename: 'Shop', shelves: [[good(2)]] },
      failed,
      { __typename: 'Kiosk', currency: 'EUR', shelves: [[good(4)]] },
    ],
  })
  expect(asked).toEqual([['"c0":null', [1]]])
  expect(lacking.map((one) => one.failure)).toEqual([null, failure, null])
})

test('the root of the answer is what the plan says it is', () => {
  const fetch = fetchBy(['..', '..', '..', '... on Query', 'region'])
  const data = { region: 'HN', shops: [{ __typename: 'Shop', shelves: [[good(1)]] }] }
  expect(told(fresh(), data, fetch).asked).toEqual([['"c0":"HN"', [1]]])
  expect(told(fresh(), data, fetchBy(['..', '..', '..', '..', 'region'])).lacking).toHaveLength(1)
})

test('more different values than the bound fail instead of asking without end', () => {
  const shops = Array.from({ length: contextGroupsMax + 2 }, (_, index) => ({
    __typename: 'Shop',
    currency: `c${index}`,
    shelves: [[good(index)]],
  }))
  const { asked, lacking } = told(fresh(), { shops })
  expect(asked).toHaveLength(contextGroupsMax)
  expect(lacking.map((one) => one.failure?.code)).toEqual(['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_UNAVAILABLE'])
})
