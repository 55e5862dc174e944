import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FailureBudget } from './failure-budget.ts'
import { failureAddressesMax, failuresBurst, failuresOfAllBurst } from './limits.ts'

test('an address has a burst, then a rate; another is not touched by it', () => {
  let nowMs = 0
  const budget = new FailureBudget({ perSecond: 1, burst: 2, monotonicMs: () => nowMs })
  expect([budget.take('a'), budget.isSpent('a'), budget.take('a'), budget.isSpent('a')]).toEqual([
    true,
    false,
    true,
    true,
  ])
  expect([budget.take('a'), budget.isSpent('b'), budget.take('b')]).toEqual([false, false, true])
  nowMs = 999
  expect(budget.take('a')).toBe(false)
  nowMs = 1000
  expect([budget.isSpent('a'), budget.take('a'), budget.take('a')]).toEqual([false, true, false])
})

test('an IPv6 network is one address', () => {
  const budget = new FailureBudget({ burst: 1, monotonicMs: () => 0 })
  expect([budget.take('2001:db8::1'), budget.take('2001:db8::2'), budget.take('2001:db8:0:1::1')]).toEqual([
    true,
    false,
    true,
  ])
})

test('ids that are no addresses count each for itself, whatever stands in them', () => {
  const budget = new FailureBudget({ burst: 1, monotonicMs: () => 0, rangeOf: (id) => id })
  const ids = ['https://bank.example/a', 'https://bank.example/b', 'urn:x:y:z:1', 'urn:x:y:z:2']
  expect(ids.map((id) => budget.take(id))).toEqual([true, true, true, true])
  expect(ids.map((id) => budget.isSpent(id))).toEqual([true, true, true, true])
})

test('addresses that cost nothing buy nothing: all together have a budget too', () => {
  const budget = new FailureBudget({ monotonicMs: () => 0 })
  const written = Array.from({ length: 5_000 }, (_, index) => budget.take(`2001:db8:${index.toString(16)}::1`))
  expect(written.filter(Boolean)).toHaveLength(failuresOfAllBurst)
  expect(budget.isSpent('192.0.2.1')).toBe(true)
})

test('what has filled up is forgotten, and the oldest where there is no room', () => {
  let nowMs = 0
  const budget = new FailureBudget({ addressesMax: 3, monotonicMs: () => nowMs })
  for (const address of ['a', 'b', 'c', 'd']) budget.take(address)
  expect(budget.size).toBe(3)
  nowMs = 1000
  budget.take('e')
  expect(budget.size).toBe(1)
  expect(failureAddressesMax).toBeGreaterThan(2 * failuresOfAllBurst)
})

test('whatever comes when, in no span is more written than burst and rate allow, and `isSpent` says what `take` does', () => {
  const event = fc.record({
    afterMs: fc.integer({ min: 0, max: 5_000 }),
    address: fc.constantFrom('192.0.2.1', '192.0.2.2', '2001:db8::1', '2001:db8::2'),
  })
  const figures = fc.record({
    perSecond: fc.constantFrom(0.5, 1, 3),
    burst: fc.integer({ min: 1, max: 5 }),
    allPerSecond: fc.constantFrom(1, 4),
    allBurst: fc.integer({ min: 1, max: 8 }),
  })
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), figures, (events, rates) => {
      let nowMs = 0
      const budget = new FailureBudget({ ...rates, monotonicMs: () => nowMs })
      const written: { readonly atMs: number; readonly range: string }[] = []
      for (const { afterMs, address } of events) {
        nowMs += afterMs
        const wasSpent = budget.isSpent(address)
        const isWritten = budget.take(address)
        expect(isWritten).toBe(!wasSpent)
        if (isWritten) written.push({ atMs: nowMs, range: address.includes(':') ? 'v6' : address })
      }
      const ranges = ['192.0.2.1', '192.0.2.2', 'v6'].map((range) => written.filter((one) => one.range === range))
      for (const own of ranges) expectWithin(own, rates.perSecond, rates.burst)
      expectWithin(written, rates.allPerSecond, rates.allBurst)
    }),
  )
  expect(failuresBurst).toBe(60)
})

/** From any moment to any later one: at most burst and rate lie between them. */
function expectWithin(written: readonly { readonly atMs: number }[], perSecond: number, burst: number): void {
  for (const [at, first] of written.entries())
    for (const [more, last] of written.slice(at).entries())
      expect(more + 1).toBeLessThanOrEqual(burst + ((last.atMs - first.atMs) / 1000) * perSecond + 1e-6)
}
