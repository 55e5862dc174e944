/** Whether the log can be answered from (faults.md, Health and row 23). */
import { afterEach, expect, test } from 'vitest'
import { type AuditHealth, watchAuditHealth } from './audit-health.ts'

let health: AuditHealth
afterEach(() => health.close())

const log = { writable: true, size: 0, durableAgeMs: 0 }
const megabyte = 1024 * 1024

function watch(parts: { readonly free: () => number; readonly now?: () => number }): AuditHealth {
  Object.assign(log, { writable: true, size: 0, durableAgeMs: 0 })
  health = watchAuditHealth({
    directory: '/nowhere',
    log,
    freeBytes: async () => parts.free(),
    ...(parts.now === undefined ? {} : { monotonicMs: parts.now }),
  })
  return health
}

test('a log that takes nothing, or has taken nothing for a minute, is no ground to answer from', () => {
  const { troubles } = watch({ free: () => megabyte })
  expect(troubles).toEqual([])
  log.durableAgeMs = 60_000
  expect(health.troubles).toEqual([])
  log.durableAgeMs = 60_001
  expect(health.troubles).toEqual(['AUDIT_STALE'])
  log.writable = false
  expect(health.troubles).toEqual(['AUDIT_UNAVAILABLE'])
})

test('a disk without room for an hour like the last minutes is told before it is full, and good again with room', async () => {
  let [free, nowMs] = [megabyte - 1, 0]
  const watched = watch({ free: () => free, now: () => nowMs })
  await watched.look()
  expect(watched.troubles).toEqual(['AUDIT_NO_ROOM'])
  free = megabyte
  await watched.look()
  expect(watched.troubles).toEqual([])
  // Ten entries a second: 36,000 an hour.
  nowMs = 100_000
  log.size = 1_000
  await watched.look()
  expect(watched.troubles).toEqual(['AUDIT_NO_ROOM'])
  free = 36_000 * 3_072
  await watched.look()
  expect(watched.troubles).toEqual([])
})

test('a disk that cannot be asked is judged by its writes', async () => {
  const watched = watch({
    free: () => {
      throw new Error('not to be asked')
    },
  })
  await watched.look()
  expect(watched.troubles).toEqual([])
})
