import { buildSchema, type FieldNode, parse, visit } from 'graphql'
import { describe, expect, test } from 'vitest'
import type { AddedNames } from './added-names.ts'
import { addedNames } from './added-names.ts'
import { plannedNames } from './planned-names.ts'

const schema = buildSchema(`
  type Query { a(x: Int, y: Where): Int things: [Any] other: Int constructor: Int }
  input Where { p: Int q: Int } union Any = A | B
  type A { v: Int w(x: Int): Int w_0: Int deep: A } type B { v: String w(x: Int): String deep: B }`)
const free: AddedNames = { taken: new Set(), called: new Set() }

/** Caller's name → the hub's, in the order they are written. */
function names(text: string, added = free): readonly string[] {
  const document = parse(text)
  const keyOf = plannedNames(schema, document, added)
  const told: string[] = []
  visit(document, {
    Field(node: FieldNode) {
      told.push(`${node.alias?.value ?? node.name.value}>${keyOf(node)}`)
    },
  })
  return told
}

describe('one call is one name', () => {
  test('fields without arguments keep theirs, whatever the caller calls them', () => {
    expect(names('{ mine: other other constructor toString: other }')).toEqual([
      'mine>other',
      'other>other',
      'constructor>constructor',
      'toString>other',
    ])
  })

  test('calls with arguments are numbered, equal ones together, in whatever order they are written', () => {
    expect(names('{ p: a(x: 1, y: {p: 1, q: 2}) q: a(y: {q: 2, p: 1}, x: 1) r: a(x: 2) s: a }')).toEqual([
      'p>a_0',
      'q>a_0',
      'r>a_1',
      's>a',
    ])
  })

  test('a text and a variable that look alike are two calls', () => {
    const [one, other] = names('query ($x: Int) { p: a(x: $x) q: a(x: 1) }')
    expect(one?.split('>')[1]).not.toBe(other?.split('>')[1])
  })
})

test('where types give another shape under one name, the callers names decide', () => {
  const text = '{ things { ... on A { n: v deep { v } } ... on B { t: v } } }'
  const [things, n, deep, v, t] = names(text)
  expect([things, deep]).toEqual(['things>things', 'deep>deep'])
  expect(new Set([n, v, t].map((one) => one?.split('>')[1])).size).toBe(3)
})

test('a made name is no name that the planner may add', () => {
  expect(names('{ things { ... on A { x: w(x: 1) } } }', { ...free, taken: new Set(['w_0', 'w_1']) })[1]).toBe('x>w_2')
  const federation = { addedNames: new Set(['hidden_0']), calledNames: new Set(['v']) }
  const added = addedNames({ apiSchema: schema, federation } as unknown as Parameters<typeof addedNames>[0])
  expect(added.taken).toEqual(new Set(['a', 'things', 'other', 'constructor', 'v', 'w', 'w_0', 'deep', 'hidden_0']))
  expect(added.called).toEqual(new Set(['v']))
})

test('what the planner may add with arguments is never called by its own name', () => {
  expect(names('{ other things { ... on A { deep { v } } } }', { ...free, called: new Set(['other']) })[0]).toBe(
    'other>other_0',
  )
})
