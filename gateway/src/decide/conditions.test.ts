import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { conditionsOf, conditionVariables } from './conditions.ts'

test('variables of conditions are found wherever they stand, each once', () => {
  const document = parse(`
    query ($a: Boolean!, $b: Boolean!, $c: Boolean!, $n: Int) {
      x @include(if: $a) ...f @skip(if: $b) ... @include(if: $a) { y(n: $n) } z @skip(if: true) }
    fragment f on Query { u { v @skip(if: $c) } }`)
  expect(conditionVariables(document)).toEqual(['a', 'b', 'c'])
  expect(conditionVariables(parse('{ a(n: 1) }'))).toEqual([])
})

test('each combination has a name of its own, a value that is not there too', () => {
  const name = (variables: Readonly<Record<string, unknown>>): string => conditionsOf(['a', 'b'], variables).name
  const told = [{ a: true, b: true }, { a: true, b: false }, { a: true }, { b: true }, { a: null, b: true }, {}].map(
    name,
  )
  expect(told).toEqual(['11', '10', '1-', '-1', '-1', '--'])
})

test('only what decides is taken along, and nothing that every object inherits', () => {
  expect(conditionsOf(['a'], { a: true, person: '4601' }).conditions).toEqual({ a: true })
  expect(conditionsOf(['toString', 'constructor'], {}).conditions).toEqual({})
  expect(conditionsOf([], { a: true })).toEqual({ name: '', conditions: {} })
})
