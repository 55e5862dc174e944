import { expect, test } from 'vitest'
import { sharedBudget, unitsOf } from './shared-budget.ts'

test('anonymous callers have a burst, then a rate', () => {
  let nowMs = 0
  const budget = sharedBudget(10, 3, () => nowMs)
  expect([budget.take(), budget.take(), budget.take(), budget.take()]).toEqual([true, true, true, false])
  nowMs = 99
  expect(budget.take()).toBe(false)
  nowMs = 199
  expect([budget.take(), budget.take(), budget.take()]).toEqual([true, false, false])
})

test('a long operation weighs as many short ones, and takes nothing where so much is not left', () => {
  expect([null, '{ __typename }', 'x'.repeat(2049), 'x'.repeat(100 * 1024), 'x'.repeat(900_000)].map(unitsOf)).toEqual([
    1, 1, 2, 50, 50,
  ])
  const budget = sharedBudget(10, 60, () => 0)
  expect([budget.take(50), budget.take(50), budget.take(10), budget.take()]).toEqual([true, false, true, false])
})
