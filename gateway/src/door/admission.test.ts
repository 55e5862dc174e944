import { expect, test } from 'vitest'
import { inFlightHeadroom, inFlightMax, inFlightMin, inFlightStart, knownTokensMax, turnTargetMs } from '../limits.ts'
import { Admission } from './admission.ts'

function fill(admission: Admission, standing: string, tries: number): number {
  let count = 0
  for (let at = 0; at < tries; at += 1) if (admission.letIn(standing)) count += 1
  return count
}

test('alone a consumer may hold the whole bound, and not one more', () => {
  const admission = new Admission()
  expect(fill(admission, 'a', inFlightStart + 10)).toBe(inFlightStart)
  expect(admission.takeTurnedAway()).toBe(10)
  admission.letOut('a')
  expect([admission.letIn('a'), admission.letIn('a')]).toEqual([true, false])
})

test('one that asks much leaves the others their share', () => {
  const admission = new Admission()
  fill(admission, 'much', inFlightStart)
  expect(fill(admission, 'little', 10)).toBe(10)
  expect(admission.letIn('much')).toBe(false)
  for (let round = 0; round < inFlightStart / 2; round += 1) admission.letOut('much')
  expect(fill(admission, 'much', inFlightStart)).toBeLessThanOrEqual(inFlightStart / 2)
})

test('the headroom has an end too', () => {
  const admission = new Admission()
  fill(admission, 'much', inFlightStart)
  const others = Array.from({ length: inFlightHeadroom + 5 }, (_, index) => admission.letIn(`other-${index}`))
  expect(others.filter(Boolean)).toHaveLength(inFlightHeadroom)
})

test('used, the bound follows the turns of the thread: up while they are short, down while they are long', () => {
  const admission = new Admission()
  for (let round = 0; round < 50; round += 1) {
    fill(admission, 'a', inFlightMax)
    admission.turned(turnTargetMs)
  }
  expect(admission.bound).toBe(inFlightMax)
  for (let round = 0; round < 50; round += 1) {
    admission.turned(turnTargetMs + 1)
    while (admission.inFlight > admission.bound) admission.letOut('a')
  }
  expect([admission.bound, admission.letIn('a')]).toEqual([inFlightMin, false])
})

test('a long turn with few requests is a hiccup, and load that is over is forgotten', () => {
  const admission = new Admission()
  fill(admission, 'a', inFlightMin - 1)
  admission.turned(turnTargetMs + 1)
  expect(admission.bound).toBe(inFlightStart)
  fill(admission, 'a', inFlightStart)
  for (let round = 0; round < 3; round += 1) admission.turned(turnTargetMs)
  expect(admission.bound).toBeGreaterThan(inFlightStart)
  while (admission.inFlight > 0) admission.letOut('a')
  for (let round = 0; round < 10; round += 1) admission.turned(turnTargetMs)
  expect(admission.bound).toBe(inFlightStart)
})

test('a consumer is known by a token that was verified; all others of that look share one place', () => {
  const admission = new Admission()
  admission.know('good', 'tax')
  expect(admission.standingOf('DPoP good')).toBe('tax')
  expect(admission.standingOf('DPoP forged-1')).toBe(admission.standingOf('DPoP forged-2'))
  expect(new Set(['DPoP good', 'DPoP forged', undefined].map((one) => admission.standingOf(one))).size).toBe(3)
  for (let index = 0; index < knownTokensMax; index += 1) admission.know(`t-${index}`, 'tax')
  expect(admission.standingOf('DPoP good')).not.toBe('tax')
})
