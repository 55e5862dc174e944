import { expect, test } from 'vitest'
import { demandWithin, leavesOf } from './compare-answers.ts'

test('an engine may answer more than was asked for, and nothing less', () => {
  const asked = { organization: { uscc: 'a', amr: { penalty: { nodes: [{ fine: 1 }] } } } }
  const more = { organization: { uscc: 'a', amr: { penalty: { nodes: [{ fine: 1, version: 2 }] } } } }
  expect(() => demandWithin(asked, more)).not.toThrow()
  expect(() => demandWithin(more, asked)).toThrow('data.organization.amr.penalty.nodes[0].version')
})

test('a list with a record too many is another answer, and the difference is named without its value', () => {
  expect(() => demandWithin({ nodes: [{ name: '椰风' }] }, { nodes: [{ name: '椰风' }, { name: '南海' }] })).toThrow(
    'data.nodes.',
  )
  expect(() => demandWithin({ name: '椰风' }, { name: '南海' })).toThrow(
    /^The engines answer differently at data\.name\.$/,
  )
})

test('a null is no leaf: a case of empty answers would measure nothing', () => {
  expect(leavesOf({ a: null, b: [1, null], c: { d: 'x' } })).toBe(2)
})
