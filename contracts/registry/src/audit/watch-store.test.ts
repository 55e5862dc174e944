import { expect, test } from 'vitest'
import { openEvents } from '../events.ts'
import { watchStore } from './watch-store.ts'

test('a database that is back starts a look; nothing else does', async () => {
  const watch = watchStore(openEvents('silent'))
  const origin = 'xinqiao/audit/registry/2026'
  watch.events.auditKeeper({ kind: 'store-back', origin })
  let looks = 0
  watch.onBack(async () => {
    looks += 1
  })
  watch.events.auditKeeper({ kind: 'store-away', origin, code: 'AUDIT_STORE_UNAVAILABLE' })
  expect(looks).toBe(0)
  watch.events.auditKeeper({ kind: 'store-back', origin })
  expect(looks).toBe(1)
})
