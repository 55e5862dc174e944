import { buildSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { aForm, cutText } from '../testing/a-form.ts'
import { OperationTooLong } from './cutting.ts'

const schema = buildSchema(`
  type Query { nodes(n: Int): [Node] any: [Any] me: User grid: [[Any]] }
  type Mutation { add(n: Int): User }
  interface Node { id: ID label: String near: [Node] }
  interface Named implements Node { id: ID label: String near: [Node] name: String }
  union Any = User | Shop | Tag
  type User implements Named & Node { id: ID label: String near: [Node] name: String size(n: Int = 2): Int of: Shop }
  type Shop implements Named & Node { id: ID label: String near: [Node] name: String code: Int }
  type Tag implements Node { id: ID label: String near: [Node] word: String }`)

const cut = (text: string, ...closed: readonly string[]): string | null => cutText(aForm(schema, text, closed))

describe('what is open', () => {
  test('keeps the form it was asked in, without the callers names and values', () => {
    expect(cut('{ mine: me { a: id b: label } }')).toBe('query { me { id label } }')
    expect(cut('{ me { s: size(n: 7) } }')).toBe('query($v0: Int) { me { size_0: size(n: $v0) } }')
  })

  test('fields of an interface stay on it, with the name of the type', () => {
    expect(cut('{ nodes { id near { label } } }')).toBe('query { nodes { __typename id near { __typename label } } }')
    expect(cut('{ nodes { ... on Named { name } } }')).toBe('query { nodes { __typename ... on Named { name } } }')
  })

  test('fragments are entered by what they may be here', () => {
    expect(cut('{ any { ...f ... on Node { id } } } fragment f on Named { name ... on Shop { code } }')).toBe(
      'query { any { __typename ... on Named { name ... on Shop { code } } ... on Node { id } } }',
    )
    expect(cut('{ me { ... on Named { ... on Node { id } } } }')).toBe('query { me { id } }')
  })

  test('what a condition leaves out is not asked, with what is below it', () => {
    const text = 'query ($on: Boolean!) { me { id label @include(if: $on) of @skip(if: $on) { code } } }'
    expect(cutText(aForm(schema, text, [], { on: true }))).toBe('query { me { id label } }')
    expect(cutText(aForm(schema, text, [], { on: false }))).toBe('query { me { id of { code } } }')
  })
})

describe('what is closed', () => {
  test('is gone, whatever name it bears', () => {
    expect(cut('{ me { a: label b: label id } }', 'User.label')).toBe('query { me { id } }')
  })

  test('for one type of an interface is asked of the others alone', () => {
    expect(cut('{ nodes { id label } }', 'User.label')).toBe(
      'query { nodes { __typename id ... on Shop { label } ... on Tag { label } } }',
    )
    expect(cut('{ nodes { id label } }', 'Node.label')).toBe('query { nodes { __typename id } }')
  })

  test('takes what is below it along; where nothing is left the thing itself is asked for', () => {
    expect(cut('{ me { of { code } id } }', 'User.of')).toBe('query { me { id } }')
    expect(cut('{ me { of { code } } }', 'Shop.code')).toBe('query { me { of { __typename } } }')
    expect(cut('{ me { label } }', 'Query.me')).toBeNull()
  })

  test('as a type is closed wherever it stands; that an open field holds one is told by the field', () => {
    expect(cut('{ any { ... on Shop { code } ... on Tag { word } } me { of { code } id } }', 'Shop')).toBe(
      'query { any { __typename ... on Tag { word } } me { of { __typename } id } }',
    )
  })
})

test('a mutation is called as often as it is asked, what is only read once', () => {
  expect(cut('mutation { a: add(n: 1) { id } b: add(n: 1) { id } a: add(n: 1) { name } }')).toBe(
    'mutation($v0: Int) { __m0: add(n: $v0) { id } __m0: add(n: $v0) { name } __m1: add(n: $v0) { id } }',
  )
  expect(cut('{ a: me { id } b: me { label } }')).toBe('query { me { id } me { label } }')
})

test('what only many types could give again and again is too long to plan', () => {
  const members = Array.from({ length: 60 }, (_, index) => `T${index}`)
  const wide = buildSchema(`type Query { nodes: [Node] } interface Node { id: ID near: Node }
    ${members.map((name) => `type ${name} implements Node { id: ID near: Node }`).join(' ')}`)
  const text = '{ nodes { near { near { near { near { id } } } } } }'
  expect(cutText(aForm(wide, text))).toContain('near')
  expect(() => cutText(aForm(wide, text, ['T3.near']))).toThrow(OperationTooLong)
})
