import { expect, test } from 'vitest'
import { KitError } from '../errors.ts'
import { pageCursor, readPageCursor } from './page-cursor.ts'

test('a cursor names the last row of a page, ids with a bar or in Chinese included', () => {
  const position = { determinedOn: '2021-11-24', record: 'amr.penalty:琼市监处罚〔2021〕88号|2' }
  expect(readPageCursor(pageCursor(position))).toEqual(position)
})

test.each([
  '',
  'x',
  Buffer.from('2021-02-30|amr.penalty:R-1').toString('base64url'),
  Buffer.from('2021-11-24|').toString('base64url'),
])('a cursor that is none is refused: %s', (cursor) => {
  expect(() => readPageCursor(cursor)).toThrow(KitError)
})
