import { expect, test } from 'vitest'
import { leasePauseMs } from '../limits.ts'
import { countQuotas, type LeaseWish } from './quotas.ts'

const day = '2026-11-23'

/** A registry whose answers come when the test lets them. */
function registry(answer: (wish: LeaseWish) => number | Error) {
  const wishes: LeaseWish[] = []
  let nowMs = 0
  const quotas = countQuotas({
    askLease: async (wish) => {
      wishes.push(wish)
      const granted = answer(wish)
      if (granted instanceof Error) throw granted
      return granted
    },
    onFailure: () => {},
    monotonicMs: () => nowMs,
  })
  const take = (perDay: number, times: number): number =>
    Array.from({ length: times }, () => quotas.takeRequest('CT-1', perDay, day)).filter(Boolean).length
  return {
    quotas,
    wishes,
    take,
    answered: () => new Promise<void>((resolve) => setImmediate(resolve)),
    pass: (ms: number) => (nowMs += ms),
  }
}

test('[OPI-XXIV.a partly] one replica never gives more than the figure of the day, and begins anew the next day', async () => {
  const { take, quotas, answered } = registry(({ portion }) => portion)
  expect(take(3, 5)).toBe(3)
  await answered()
  expect(take(3, 5)).toBe(0)
  expect(quotas.takeRequest('CT-1', 3, '2026-11-24')).toBe(true)
})

test('what other replicas have used up is believed as soon as the registry says it', async () => {
  const { take, answered, wishes } = registry(() => 0)
  take(1000, 1)
  await answered()
  expect(take(1000, 5)).toBe(0)
  expect(wishes).toHaveLength(1)
})

test('the registry is asked again later, and the day goes on where it grants more', async () => {
  let granted = 0
  const { take, answered, pass } = registry(() => granted)
  take(1000, 1)
  await answered()
  granted = 50
  pass(leasePauseMs)
  take(1000, 1)
  await answered()
  expect(take(1000, 1)).toBe(1)
})

test('while the registry is away a replica counts on its own up to the figure of the day', async () => {
  const { take, answered } = registry(() => new Error('away'))
  take(500, 1)
  await answered()
  expect(take(500, 600)).toBe(499)
})

test('subjects are counted apart from requests, all of a request or none', () => {
  const { quotas } = registry(({ portion }) => portion)
  expect(quotas.takeSubjects('CT-1', 8, 10, day)).toBe(true)
  expect(quotas.takeSubjects('CT-1', 3, 10, day)).toBe(false)
  expect(quotas.takeSubjects('CT-1', 2, 10, day)).toBe(true)
  expect(quotas.takeRequest('CT-1', 10, day)).toBe(true)
})

test('a contract without a figure needs no lease', () => {
  const { take, wishes } = registry(() => 0)
  expect(take(Number.MAX_SAFE_INTEGER, 100)).toBe(100)
  expect(wishes).toHaveLength(0)
})
