/** The published halves of checkpoint keys (audit.md §4). */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkpointKeys } from '@xinqiao/audit-log'
import { type Bundle, openBundle } from '@xinqiao/contracts'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { publicHalf } from '../config.ts'
import { type TestRegistry, testRegistry } from '../testing/test-registry.ts'

const origin = 'xinqiao/audit/gateway/2026'
let registry: TestRegistry
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xinqiao-checkpoint-keys-'))
  registry = await testRegistry()
})
afterAll(async () => {
  await registry.end()
  rmSync(folder, { recursive: true, force: true })
})

const vkeyOf = async (name: string, where = folder): Promise<string> =>
  (await checkpointKeys(where).signerFor(name)).vkey
const register = (body: unknown, key = registry.keys.fetch): ReturnType<TestRegistry['signed']> =>
  registry.signed('POST', '/audit-keys', body, key)
async function published(): Promise<readonly { readonly origin: string; readonly vkey: string }[]> {
  return ((await (await fetch(`${registry.registry}/audit/keys`)).json()) as { keys: [] }).keys
}
async function bundle(): Promise<Bundle> {
  const jws = await (await fetch(`${registry.registry}/bundle`)).text()
  return openBundle(jws, [publicHalf(registry.keys.registry.bundle)])
}

test('a key that a gateway registers is open to all and in the next bundle, also after a restart', async () => {
  const vkey = await vkeyOf(origin)
  expect(await register({ origin, vkey })).toMatchObject({ status: 200, body: { changed: true } })
  expect(await published()).toContainEqual({ origin, vkey })
  expect((await bundle()).auditKeys).toContainEqual({ origin, vkey })
  expect(await register({ origin, vkey })).toMatchObject({ status: 200, body: { changed: false } })
  await registry.close()
  await registry.startAgain()
  expect(await published()).toContainEqual({ origin, vkey })
})

test("the registry's own key is published by itself", async () => {
  const own = /^xinqiao\/audit\/registry\/\d{4}$/u
  await vi.waitFor(async () => expect((await published()).filter((key) => own.test(key.origin))).toHaveLength(1))
})

test('an origin keeps its key: another one is refused, a new origin is not', async () => {
  const other = await vkeyOf(origin, join(folder, 'other'))
  expect(await register({ origin, vkey: other })).toMatchObject({ status: 409, body: { code: 'ORIGIN_TAKEN' } })
  const second = `${origin}-2`
  expect(await register({ origin: second, vkey: await vkeyOf(second) })).toMatchObject({ status: 200 })
})

test("nobody registers for the registry, under a foreign name, or without the gateway's key", async () => {
  const own = 'xinqiao/audit/registry/2026'
  expect(await register({ origin: own, vkey: await vkeyOf(own) })).toMatchObject({ status: 400 })
  const foreign = 'xinqiao/audit/gateway/2027'
  expect(await register({ origin: foreign, vkey: await vkeyOf(origin) })).toMatchObject({ status: 400 })
  expect(await register({ origin: 'no origin', vkey: await vkeyOf('no-origin') })).toMatchObject({ status: 400 })
  const good = { origin: foreign, vkey: await vkeyOf(foreign) }
  expect(await register(good, registry.keys.operator)).toMatchObject({ status: 401 })
  expect((await published()).map((key) => key.origin)).not.toContain(foreign)
})
