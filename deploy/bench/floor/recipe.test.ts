import { expect, test } from 'vitest'
import { callsOf } from './recipe.ts'

const question = (uscc: string, query = 'q') => ({
  body: JSON.stringify({ query, variables: { first: 5, keys: [{ __typename: 'Organization', uscc }] } }),
  answerBytes: 1,
})

test('the floor sends the bytes that the gateway sends, with the keys of its own question', () => {
  const [call] = callsOf({ amr: [question('A'), question('B')] }, { amr: 'http://double' })
  expect(`${call?.before}[{"__typename":"Organization","uscc":"C"}]${call?.after}`).toBe(question('C').body)
  expect(call?.url).toBe('http://double')
})

test('two operations to one agency are two calls of the floor', () => {
  expect(callsOf({ amr: [question('A', 'one'), question('A', 'two'), question('B', 'one')] }, {})).toHaveLength(2)
})

test('a question without keys is no question of a profile', () => {
  const body = JSON.stringify({ query: 'q', variables: {} })
  expect(() => callsOf({ amr: [{ body, answerBytes: 1 }] }, {})).toThrow('exactly one list of keys')
})
