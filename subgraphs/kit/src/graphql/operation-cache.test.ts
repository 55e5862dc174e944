import { expect, test } from 'vitest'
import { operationCache } from './operation-cache.ts'

test('the oldest operation gives way when there are too many', () => {
  const cache = operationCache<number>(2, 100)
  for (const [at, text] of ['a', 'b', 'c'].entries()) cache.set(text, at)
  expect(['a', 'b', 'c'].map((text) => cache.get(text))).toEqual([undefined, 1, 2])
})

test('long texts take the room of many short ones, and one that is longer than all of it is not kept', () => {
  const cache = operationCache<number>(10, 6)
  for (const text of ['aa', 'bb', 'cc']) cache.set(text, 1)
  cache.set('dddd', 2)
  expect(['aa', 'bb', 'cc', 'dddd'].map((text) => cache.get(text))).toEqual([undefined, undefined, 1, 2])
  cache.set('eeeeeee', 3)
  expect(cache.get('eeeeeee')).toBeUndefined()
  expect(cache.get('dddd')).toBe(2)
})

test('an operation set twice counts once', () => {
  const cache = operationCache<number>(10, 4)
  for (const value of [1, 2, 3]) cache.set('aa', value)
  cache.set('bb', 4)
  expect([cache.get('aa'), cache.get('bb')]).toEqual([3, 4])
})
