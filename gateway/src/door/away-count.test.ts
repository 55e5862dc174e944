import { expect, test } from 'vitest'
import { AwayCount } from './away-count.ts'

test('what is turned away is counted by code until it is taken, and counts that were not written come back', () => {
  const away = new AwayCount()
  expect([away.isEmpty, away.take()]).toEqual([true, {}])
  for (const code of ['OVERLOADED', 'NOT_FOUND', 'OVERLOADED'] as const) away.add(code)
  const taken = away.take()
  expect(taken).toEqual({ OVERLOADED: 2, NOT_FOUND: 1 })
  expect(away.isEmpty).toBe(true)
  away.add('NOT_FOUND')
  away.giveBack(taken)
  expect(away.take()).toEqual({ OVERLOADED: 2, NOT_FOUND: 2 })
})
