import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { overrideConditions, overrideLabels } from './override-labels.ts'

const join =
  'schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/join/v0.5") { query: Query }'
const operations = Array.from({ length: 500 }, (_, index) => `{ f${index} }`)
const share = (label: string): number =>
  operations.filter((operation) => overrideConditions([label], operation).get(label)).length / operations.length

test('reads every label once, and those of the join directive alone', () => {
  const sdl = `${join} type Query { a: Int @join__field(overrideLabel: "percent(5)") @join__field(overrideLabel: "percent(5)")
    b: Int @join__field(overrideLabel: "flag") c: Int @other(overrideLabel: "no") d: Int @join__field(graph: A) }`
  expect(overrideLabels(parse(sdl))).toEqual(['percent(5)', 'flag'])
  expect(overrideLabels(parse('type Query { a: Int }'))).toEqual([])
})

test('of a hundred percent all operations, of none none', () => {
  expect([share('percent(100)'), share('percent(0)'), share('flag'), share('percent(-1)')]).toEqual([1, 0, 0, 0])
})

test('in between it is the share of operations, the same each time, and growing keeps who was there', () => {
  expect(share('percent(30)')).toBeGreaterThan(0.2)
  expect(share('percent(30)')).toBeLessThan(0.4)
  for (const operation of operations) {
    const told = overrideConditions(['percent(30)', 'percent(60.5)'], operation)
    expect(overrideConditions(['percent(30)'], operation).get('percent(30)')).toBe(told.get('percent(30)'))
    expect([told.get('percent(30)'), told.get('percent(60.5)')]).not.toEqual([true, false])
  }
})
