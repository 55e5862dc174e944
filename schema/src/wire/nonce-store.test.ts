import { expect, test } from 'vitest'
import { NonceStore } from './nonce-store.ts'

test('a nonce is remembered to the last second of its window and forgotten after it', () => {
  const store = new NonceStore()
  expect(store.remember('a', 'n', 100, 40)).toBe('fresh')
  expect(store.remember('a', 'n', 100, 100)).toBe('replayed')
  expect(store.size).toBe(1)
  expect(store.remember('a', 'm', 200, 101)).toBe('fresh')
  expect(store.size).toBe(1)
})

test('the same nonce of two clients is two nonces', () => {
  const store = new NonceStore()
  expect([store.remember('a', 'n', 9, 0), store.remember('b', 'n', 9, 0)]).toEqual(['fresh', 'fresh'])
})

test('a full share refuses its client alone, a full store refuses all, and neither forgets early', () => {
  const store = new NonceStore({ capacity: 3, share: 2 })
  expect(['1', '2', '3'].map((id) => store.remember('a', id, 9, 0))).toEqual(['fresh', 'fresh', 'full'])
  expect(['1', '2'].map((id) => store.remember('b', id, 9, 0))).toEqual(['fresh', 'full'])
  expect(store.remember('a', '1', 9, 0)).toBe('replayed')
  expect(store.remember('a', '3', 19, 10)).toBe('fresh')
})

test('a clock that steps back brings nothing back', () => {
  const store = new NonceStore()
  store.remember('a', 'n', 100, 50)
  expect(store.remember('a', 'n', 100, 20)).toBe('replayed')
})
