import { describe, expect, it } from 'vitest'
import { SchemaError } from '../errors.ts'
import { fixedClock, readClock } from './read-clock.ts'

describe('the clock', () => {
  it('[D16] stands still at the instant it is given', () => {
    const clock = readClock('2026-11-23T10:00:00+08:00')
    expect(clock.nowMs()).toBe(Date.parse('2026-11-23T02:00:00Z'))
    expect(clock.today()).toBe('2026-11-23')
    expect(fixedClock('2026-11-22T16:00:00Z').today()).toBe('2026-11-23')
  })

  it('[D16] runs from an instant followed by +', () => {
    const before = Date.now()
    const clock = readClock('2030-01-01T00:00:00+08:00+')
    const first = clock.nowMs()
    const elapsed = first - Date.parse('2030-01-01T00:00:00+08:00')
    expect(elapsed).toBeGreaterThanOrEqual(0)
    expect(elapsed).toBeLessThanOrEqual(Date.now() - before)
    expect(clock.nowMs()).toBeGreaterThanOrEqual(first)
  })

  it("keeps the machine's time as system", () => {
    const before = Date.now()
    expect(readClock('system').nowMs()).toBeGreaterThanOrEqual(before)
  })

  it.each([
    '',
    'now',
    '2026-11-23',
    '2026-11-23T10:00:00',
    '2026-02-30T10:00:00+08:00',
    '2026-11-23T24:00:00+08:00',
    '2026-11-23 10:00:00+08:00',
    '+',
  ])('refuses the setting "%s" at the start', (spec) => {
    expect(() => readClock(spec)).toThrow(SchemaError)
  })
})
