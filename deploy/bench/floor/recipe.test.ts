import { expect, test } from 'vitest'
import { callsOf, plainCalls } from './recipe.ts'

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

test('the floor asks each agency for what the caller asked of it, and nothing else', () => {
  const operation =
    'query {\n  organization {\n    uscc\n    amr {\n      regBasic {\n        name\n      }\n    }\n    tax {\n      a\n    }\n  }\n}\n'
  const [amr] = plainCalls(operation, { amr: 'http://double' })
  const sent: unknown = JSON.parse(`${amr?.before}[]${amr?.after}`)
  const query = 'query($r:[_Any!]!){_entities(representations:$r){...on Organization{amr { regBasic { name } }}}}'
  expect(sent).toEqual({ query, variables: { r: [] } })
  expect(() => plainCalls(operation, { court: 'http://double' })).toThrow('court')
})
