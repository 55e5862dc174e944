import { expect, test } from 'vitest'
import { Breaker } from './breaker.ts'

test('it opens at the fifth failure in a row and a success before starts the count anew', () => {
  const breaker = new Breaker()
  for (let round = 0; round < 4; round += 1) breaker.failed(0)
  expect(breaker.isOpen).toBe(false)
  breaker.succeeded()
  for (let round = 0; round < 4; round += 1) breaker.failed(0)
  expect(breaker.isOpen).toBe(false)
  breaker.failed(0)
  expect(breaker.isOpen).toBe(true)
})

test('open it lets one probe pass each five seconds and closes after two good ones', () => {
  const breaker = new Breaker()
  for (let round = 0; round < 5; round += 1) breaker.failed(0)
  expect([breaker.admit(4_999), breaker.admit(5_000), breaker.admit(5_001)]).toEqual([false, true, false])
  breaker.succeeded()
  expect(breaker.isOpen).toBe(true)
  expect(breaker.admit(10_000)).toBe(true)
  breaker.succeeded()
  expect(breaker.isOpen).toBe(false)
})

test('each bad probe doubles the interval, up to a minute', () => {
  const breaker = new Breaker()
  for (let round = 0; round < 5; round += 1) breaker.failed(0)
  const intervals: number[] = []
  let now = 0
  for (let round = 0; round < 5; round += 1) {
    const from = now
    while (!breaker.admit(now)) now += 1_000
    intervals.push(now - from)
    breaker.failed(now)
  }
  expect(intervals).toEqual([5_000, 10_000, 20_000, 40_000, 60_000])
})

test('what was asked before it opened comes back late and neither doubles the interval nor closes it', () => {
  const breaker = new Breaker()
  for (let round = 0; round < 100; round += 1) breaker.failed(0)
  for (let round = 0; round < 10; round += 1) breaker.succeeded()
  expect([breaker.isOpen, breaker.admit(4_999), breaker.admit(5_000)]).toEqual([true, false, true])
})
