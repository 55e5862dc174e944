import { buildSchema, Kind, parse } from 'graphql'
import { expect, test } from 'vitest'
import { mergeFields } from '../plan/merge-fields.ts'
import { mergeAnswer } from './merge-answers.ts'

const schema = buildSchema(`
  type Query { a: Int } interface Work { id: ID } type Tale implements Work { id: ID } type Song implements Work { id: ID }`)

/** What one answer becomes when another is merged into it by what was asked of it. */
function merged(into: unknown, from: unknown, asked: string): unknown {
  const [definition] = parse(asked).definitions
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('expected an operation')
  const target = structuredClone(into) as Record<string, unknown>
  mergeAnswer(schema, target, from as Record<string, unknown>, mergeFields(definition.selectionSet))
  return target
}

test('takes what was asked and nothing else', () => {
  expect(merged({ a: 1 }, { b: 2, secret: 3, c: { d: 4 } }, '{ b c { d } }')).toEqual({ a: 1, b: 2, c: { d: 4 } })
})

test('nobody overwrites what another gave; a null gives way', () => {
  expect(merged({ a: 1, b: null }, { a: 9, b: 2 }, '{ a b }')).toEqual({ a: 1, b: 2 })
  expect(merged({ a: { x: 1 } }, { a: { x: 9, y: 2 } }, '{ a { x y } }')).toEqual({ a: { x: 1, y: 2 } })
})

test('lists are merged place by place, lists of lists too; a list does not grow', () => {
  expect(merged({ l: [{ x: 1 }, null] }, { l: [{ y: 1 }, { y: 2 }, { y: 3 }] }, '{ l { y } }')).toEqual({
    l: [{ x: 1, y: 1 }, null],
  })
  expect(merged({ l: [[{ x: 1 }], []] }, { l: [[{ y: 1 }], [{ y: 2 }]] }, '{ l { y } }')).toEqual({
    l: [[{ x: 1, y: 1 }], []],
  })
})

test('what does not fit together changes nothing', () => {
  expect(
    merged({ a: { x: 1 }, l: [1], s: 's' }, { a: [2], l: { y: 1 }, s: { y: 1 } }, '{ a { x } l { y } s { y } }'),
  ).toEqual({
    a: { x: 1 },
    l: [1],
    s: 's',
  })
})

test("an interface's name gives way to a type's, and a type's to none", () => {
  const asked = '{ __typename id }'
  expect(merged({ __typename: 'Work' }, { __typename: 'Song' }, asked)).toEqual({ __typename: 'Song' })
  expect(merged({ __typename: 'Song' }, { __typename: 'Work' }, asked)).toEqual({ __typename: 'Song' })
  expect(merged({ __typename: 'Song' }, { __typename: 'Tale' }, asked)).toEqual({ __typename: 'Song' })
  expect(merged({}, { __typename: 'Work' }, asked)).toEqual({ __typename: 'Work' })
})

test('names that every object inherits are taken only where they are there', () => {
  const asked = '{ constructor toString hasOwnProperty }'
  expect(merged({}, JSON.parse('{"__proto__":{"polluted":1},"toString":"t"}'), asked)).toEqual({ toString: 't' })
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})
