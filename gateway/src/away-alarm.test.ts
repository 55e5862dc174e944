/** When a part that does not answer is an alarm. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { AwayAlarm } from './away-alarm.ts'
import { GatewayError } from './errors.ts'
import { nameOf } from './events.ts'
import { startGraceMs } from './limits.ts'

function watched(): { alarm: AwayAlarm; told: string[]; at: (ms: number) => void } {
  let nowMs = 1_000
  const told: string[] = []
  const alarm = new AwayAlarm({
    away: (code) => told.push(code),
    back: () => told.push('back'),
    monotonicMs: () => nowMs,
  })
  return { alarm, told, at: (ms) => void (nowMs = 1_000 + ms) }
}
const away = new GatewayError('REGISTRY_UNAVAILABLE', 'no answer')

test('a part that comes up within the grace of a start is no alarm, and its later absence is one at once', () => {
  const { alarm, told, at } = watched()
  alarm.failed(away)
  at(startGraceMs - 1)
  alarm.failed(away)
  alarm.answered()
  expect(told).toEqual([])
  alarm.failed(away)
  alarm.failed(away)
  alarm.answered()
  alarm.answered()
  expect(told).toEqual(['REGISTRY_UNAVAILABLE', 'back'])
})

test('a part that never comes up is an alarm once the grace is over, told once', () => {
  const { alarm, told, at } = watched()
  alarm.failed(away)
  at(startGraceMs)
  alarm.failed(away)
  alarm.failed(away)
  expect(told).toEqual(['REGISTRY_UNAVAILABLE'])
})

test('a failed fetch says why the line failed, not that it was a TypeError', async () => {
  // A port that was just given up: nobody listens there.
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  const error: unknown = await fetch(`http://127.0.0.1:${port}/`).catch((one: unknown) => one)
  expect(nameOf(error)).toBe('TypeError ECONNREFUSED')
})
