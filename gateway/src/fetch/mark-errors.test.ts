import { Kind, parse } from 'graphql'
import { expect, test } from 'vitest'
import { mergeFields } from '../plan/merge-fields.ts'
import type { AgencyFailure, AnswerObject } from './answer.ts'
import { FailureMarks } from './failure-marks.ts'
import { markErrors } from './mark-errors.ts'

const failure: AgencyFailure = { code: 'SUBGRAPH_UNAVAILABLE', agency: 'far' }
const asked = '{ one { x in { y } } all { x } grid { x } }'

/** Places of an answer that are marked after one error, as paths. */
function marked(data: AnswerObject, path: readonly (string | number)[]): readonly string[] {
  const [definition] = parse(asked).definitions
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('expected an operation')
  const marks = new FailureMarks()
  markErrors(marks, data, path, failure, mergeFields(definition.selectionSet))
  const told: string[] = []
  const walk = (value: unknown, here: string): void => {
    if (typeof value !== 'object' || value === null) return
    for (const key of new Set([...Object.keys(value), 'x', 'y', 'one', 'all', 'grid'])) {
      const place = Array.isArray(value) ? Number(key) : key
      if (marks.at(value, place) !== undefined) told.push(`${here}${key}`)
      walk((value as AnswerObject)[key], `${here}${key}.`)
    }
  }
  walk(data, '')
  return told
}

test('an error is marked where its null stands, or at the last thing above it that is there', () => {
  const data = { one: { x: null, in: null }, all: [{ x: 1 }, null], grid: [[null]] }
  expect(marked(data, ['one', 'x'])).toEqual(['one.x'])
  expect(marked(data, ['one', 'in', 'y'])).toEqual(['one.in'])
  expect(marked(data, ['all', 1, 'x'])).toEqual(['all.1'])
  expect(marked(data, ['grid', 0, 0, 'x'])).toEqual(['grid.0.0'])
})

test('data that is there stays, whatever the error says of it', () => {
  expect(marked({ one: { x: 1 } }, ['one', 'x'])).toEqual([])
  expect(marked({ one: { x: 1 } }, ['one', 'x', 'deeper'])).toEqual([])
})

test('an error without a place, or with one that nobody asked for, may be the reason of every null', () => {
  const data = {
    one: { x: null, in: { y: null }, other: null },
    all: [null, { x: 1 }],
    grid: [[{ x: null }]],
    hidden: null,
  }
  const all = ['one.x', 'one.in.y', 'all.0', 'grid.0.0.x']
  for (const path of [[], ['constructor', 0], [3], ['hidden']]) expect(marked(data, path)).toEqual(all)
  expect(marked({ one: { x: 1, in: { y: 2 } }, all: [], grid: [[]] }, [])).toEqual([])
})
