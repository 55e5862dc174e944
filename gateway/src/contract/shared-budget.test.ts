import { expect, test } from 'vitest'
import { sharedBudget } from './shared-budget.ts'

test('anonymous callers have a burst, then a rate', () => {
  let nowMs = 0
  const budget = sharedBudget(10, 3, () => nowMs)
  expect([budget.take(), budget.take(), budget.take(), budget.take()]).toEqual([true, true, true, false])
  nowMs = 99
  expect(budget.take()).toBe(false)
  nowMs = 199
  expect([budget.take(), budget.take(), budget.take()]).toEqual([true, false, false])
})
