import { expect, test } from 'vitest'
import { type Binding, OperationVariables } from './operation-variables.ts'

const binding = (variables: Readonly<Record<string, unknown>>): Binding => ({
  variables,
  slices: [],
  openCursor: (cursor) => cursor,
})

test('one variable for each type and identity, declared in the order they came', () => {
  const variables = new OperationVariables()
  expect(variables.declarations).toBe('')
  const names = [
    variables.name('Int', 'a', () => 1),
    variables.name('ID!', 'a', () => 2),
    variables.name('Int', 'a', () => 3),
    variables.name('Int', 'b', () => 4),
  ]
  expect(names).toEqual(['v0', 'v1', 'v0', 'v2'])
  expect(variables.declarations).toBe('($v0: Int, $v1: ID!, $v2: Int)')
  expect(variables.fill(binding({}))).toEqual({ v0: 1, v1: 2, v2: 4 })
})

test('each request fills them with its own values; what has none is left out, a null is not', () => {
  const variables = new OperationVariables()
  variables.name('Int', 'a', ({ variables: { a } }) => a)
  variables.name('Int', 'b', ({ variables: { b } }) => b)
  const { fill } = variables
  expect([fill(binding({ a: 1, b: null })), fill(binding({ b: 2 })), fill(binding({}))]).toEqual([
    { v0: 1, v1: null },
    { v1: 2 },
    {},
  ])
})

test('what is declared later is not filled by what was taken before', () => {
  const variables = new OperationVariables()
  variables.name('Int', 'a', () => 1)
  const { fill } = variables
  variables.name('Int', 'b', () => 2)
  expect(fill(binding({}))).toEqual({ v0: 1 })
})
