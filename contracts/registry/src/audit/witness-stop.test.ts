/** A hub that its witness rule has stopped takes nothing but the act that names other witnesses. */

import { startWitness } from '@xinqiao/audit-log/testing'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { agencyBody, type TestRegistry, testRegistry } from '../testing/test-registry.ts'

let registry: TestRegistry
beforeAll(async () => {
  registry = await testRegistry()
})
afterAll(() => registry.end())

test('it does nothing that others should witness, and the office can end that without a restart', async () => {
  const gone = await startWitness('gone.example/w1')
  await gone.stop()
  const rule = { witnesses: [{ vkey: gone.vkey, url: gone.url }], stopAfterMs: 1 }
  expect(await registry.signed('POST', '/audit/witnesses', rule)).toMatchObject({ status: 200 })
  const act = () => registry.signed('PUT', '/agencies/amr', agencyBody('amr'))
  await vi.waitFor(
    async () => expect(await act()).toMatchObject({ status: 503, body: { code: 'AUDIT_UNAVAILABLE' } }),
    {
      timeout: 20_000,
      interval: 200,
    },
  )
  expect(await registry.signed('POST', '/audit/witnesses', { witnesses: [] })).toMatchObject({ status: 200 })
  await vi.waitFor(async () => expect(await act()).toMatchObject({ status: 200 }), { timeout: 20_000, interval: 200 })
})
