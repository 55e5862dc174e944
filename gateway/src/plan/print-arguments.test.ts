import { buildSchema, type FieldNode, Kind, parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { OperationVariables } from './operation-variables.ts'
import { printArguments } from './print-arguments.ts'

const schema = buildSchema(`
  scalar JSON enum Kind { A constructor } input Where { kind: Kind = A n: Int! = 3 near: Where }
  type Query { f(n: Int = 5, id: ID!, must: Int! = 1, kind: Kind, where: Where, json: JSON, constructor: Int, toString: Int): Int bare: Int }`)

/** The arguments of the one field of a document as they are planned, and what they are for these variables. */
function printed(text: string, values: Readonly<Record<string, unknown>> = {}, variables = new OperationVariables()) {
  const [definition] = parse(text).definitions
  const node = definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections[0] : undefined
  const field = schema.getQueryType()?.getFields()[(node as FieldNode).name.value]
  if (field === undefined) throw new Error('expected a field')
  const call = printArguments(variables, node as FieldNode, field)
  const filled = variables.fill({ variables: values, slices: [], openCursor: () => '' })
  return { call, declared: variables.declarations, filled }
}

describe('every value is a variable of its own type', () => {
  test('constants, defaults of input types included', () => {
    expect(printed('{ f(id: 7, n: 1, kind: constructor, where: { near: {} }) }')).toEqual({
      call: '(n: $v0, id: $v1, kind: $v2, where: $v3)',
      declared: '($v0: Int, $v1: ID!, $v2: Kind, $v3: Where)',
      filled: { v0: 1, v1: '7', v2: 'constructor', v3: { kind: 'A', n: 3, near: { kind: 'A', n: 3 } } },
    })
  })

  test('objects of a scalar, variables inside them', () => {
    const { filled } = printed('query ($x: Int) { f(id: "a", json: { a: [1, { b: null }], x: $x }) }', { x: 2 })
    expect(filled['v1']).toEqual({ a: [1, { b: null }], x: 2 })
  })

  test('a field without arguments has none', () => {
    expect(printed('{ bare }')).toEqual({ call: '', declared: '', filled: {} })
  })
})

describe('what is left out stays left out', () => {
  const text = 'query ($n: Int, $k: Kind) { f(id: "a", n: $n, kind: $k) }'

  test('a variable without a value takes the default of the argument, or none', () => {
    expect(printed(text).filled).toEqual({ v0: 5, v1: 'a' })
  })

  test('a null is a value', () => {
    expect(printed(text, { n: null, k: null }).filled).toEqual({ v0: null, v1: 'a', v2: null })
  })

  test('an argument with a default may go without a value whatever its type', () => {
    expect(printed('query ($m: Int = 4) { f(id: "a", must: $m) }', { m: 4 }).declared).toBe('($v0: ID!, $v1: Int)')
  })

  test('names that every object inherits are arguments like others', () => {
    const named =
      'query ($constructor: Int, $toString: Int) { f(id: "a", constructor: $constructor, toString: $toString) }'
    expect(printed(named).filled).toEqual({ v0: 'a' })
    expect(printed(named, { toString: 1 }).filled).toEqual({ v0: 'a', v2: 1 })
  })
})

test('equal values are one variable, and unequal ones are not', () => {
  const variables = new OperationVariables()
  const calls = ['{ f(id: "a", n: 1) }', '{ f(n: 1, id: "a") }', '{ f(id: "a", n: 2) }'].map(
    (text) => printed(text, {}, variables).call,
  )
  expect(calls).toEqual(['(n: $v0, id: $v1)', '(n: $v0, id: $v1)', '(n: $v2, id: $v1)'])
})
