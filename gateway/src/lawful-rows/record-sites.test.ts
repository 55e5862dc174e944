import { buildSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { aForm } from '../testing/a-form.ts'
import { recordSites, type Sites, sitesOf } from './record-sites.ts'

const schema = buildSchema(`
  type Query { org: Org any: [Any] rows: [[Row]] }
  interface CreditRecord { id: ID item: String }
  union Any = Row | Org | Plain
  type Row implements CreditRecord { id: ID item: String of: Org }
  type Org { name: String part: Part rows: RowConnection one: Row plain: Plain loose: Loose }
  type Part { rows: RowConnection org: Org plain: Plain }
  type Plain { name: String plain: Plain }
  type Loose { nodes: [Plain!] pageInfo: PageInfo }
  type RowConnection { nodes: [Row!]! pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean }`)

/** The sites below the one root of a document. */
function sites(text: string, ...closed: readonly string[]): Sites {
  const form = aForm(schema, text, closed)
  const [root] = form.roots
  if (root?.kind !== 'plain' || root.field.below === null) throw new Error('expected a root with something below')
  return recordSites(form.running, root.field.below)
}

/** Sites by name: `*` for a record, `name:Row` for a connection. */
function outline({ types }: Sites): unknown {
  return Object.fromEntries(
    [...types].map(([name, { isRecord, fields }]) => [
      name,
      isRecord ? '*' : Object.fromEntries(fields.map(({ field, row, below }) => [field.key, row ?? outline(below)])),
    ]),
  )
}

describe('where records lie', () => {
  test('as objects, in lists of lists, in connections, behind other objects', () => {
    expect(outline(sites('{ rows { id } }'))).toEqual({ Row: '*' })
    expect(outline(sites('{ org { name one { id } rows { nodes { id } } part { rows { nodes { id } } } } }'))).toEqual({
      Org: { one: { Row: '*' }, rows: 'Row', part: { Part: { rows: 'Row' } } },
    })
  })

  test('a connection is one whatever of it is selected', () => {
    expect(outline(sites('{ org { rows { pageInfo { hasNextPage } } } }'))).toEqual({ Org: { rows: 'Row' } })
  })

  test('what leads to no record is not walked, pages of other things neither', () => {
    const { leads, only } = sites('{ org { name plain { plain { name } } loose { nodes { name } } } }')
    expect([leads, only?.fields]).toEqual([false, []])
  })

  test('what is closed is not walked', () => {
    expect(sites('{ org { name one { id } } }', 'Org.one').leads).toBe(false)
  })

  test('inside a record the walk ends: it is judged as a whole', () => {
    expect(outline(sites('{ rows { of { one { id } } } }'))).toEqual({ Row: '*' })
  })
})

describe('which sites an object has', () => {
  test('of the only possible type, whatever the object says it is', () => {
    const only = sites('{ rows { id } }')
    for (const value of [{}, { __typename: 'Plain' }, { __typename: 1 }])
      expect(sitesOf(value, only)?.isRecord).toBe(true)
  })

  test('of several types of the one it says it is; of a name that is none of them it has none', () => {
    const several = sites('{ any { ... on Row { id } ... on Org { one { id } } ... on Plain { name } } }')
    const told = [{ __typename: 'Row' }, { __typename: 'Org' }, { __typename: 'Plain' }].map((one) =>
      sitesOf(one, several),
    )
    expect(told.map((one) => one?.isRecord)).toEqual([true, false, false])
    for (const value of [{}, { __typename: 'constructor' }, { __typename: ['Row'] }])
      expect(sitesOf(value, several)).toBeUndefined()
  })
})
