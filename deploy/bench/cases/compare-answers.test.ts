import { expect, test } from 'vitest'
import { demandAlike, leavesOf } from './compare-answers.ts'

test('two answers are alike when they say the same in another order', () => {
  expect(() => demandAlike({ a: 1, nodes: [{ b: null }] }, { nodes: [{ b: null }], a: 1 })).not.toThrow()
})

test('a field or a record more is another answer, whichever engine gives it', () => {
  const less = { penalty: { nodes: [{ fine: 1 }] } }
  const field = { penalty: { nodes: [{ fine: 1, version: 2 }] } }
  const record = { penalty: { nodes: [{ fine: 1 }, { fine: 1 }] } }
  for (const more of [field, record]) {
    expect(() => demandAlike(less, more)).toThrow('data.penalty.nodes')
    expect(() => demandAlike(more, less)).toThrow('data.penalty.nodes')
  }
})

test('a difference is named by its place, never by its value', () => {
  expect(() => demandAlike({ name: '椰风' }, { name: '南海' })).toThrow(
    /^The engines answer differently at data\.name\.$/,
  )
})

test('a null is no leaf: a case of empty answers would measure nothing', () => {
  expect(leavesOf({ a: null, b: [1, null], c: { d: 'x' } })).toBe(2)
})
