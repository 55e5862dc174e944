import { jwkThumbprint } from '@xinqiao/schema'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { publicHalf, startKeyRegistry, type TestKeys, testKeys } from '../../test/test-keys.ts'
import { openOfficeKeys } from './office-keys.ts'

let keys: TestKeys
let registry: Awaited<ReturnType<typeof startKeyRegistry>>
let failures = 0
beforeEach(async () => {
  keys = testKeys()
  registry = await startKeyRegistry(keys)
  failures = 0
})
afterEach(() => registry.close())

const open = (officeRoot = publicHalf(keys.root)) =>
  openOfficeKeys({
    registryUrl: registry.url,
    officeRoot,
    onRefresh: () => undefined,
    onFailure: () => void (failures += 1),
  })

test('a key on the list that the pinned root signed is known for its own use only', async () => {
  const list = open()
  const kid = await jwkThumbprint(keys.fetch)
  expect(await list.find('fetch', kid)).toMatchObject({ use: 'fetch', owner: 'hub' })
  expect(await list.find('operator', kid)).toBeUndefined()
  expect(await list.find('fetch', await jwkThumbprint(keys.stranger))).toBeUndefined()
})

test('a list signed by any other root is no list', async () => {
  expect(await open(publicHalf(keys.stranger)).find('fetch', await jwkThumbprint(keys.fetch))).toBeUndefined()
  expect(failures).toBe(1)
})

test('while the registry is away the last good list is honoured', async () => {
  const list = open()
  const kid = await jwkThumbprint(keys.fetch)
  await list.find('fetch', kid)
  await registry.close()
  expect(await list.find('fetch', kid)).toBeDefined()
  registry = await startKeyRegistry(keys)
})

test('many calls at once cause one fetch, and an unknown key no second one within the cool-down', async () => {
  let refreshed = 0
  const list = openOfficeKeys({
    registryUrl: registry.url,
    officeRoot: publicHalf(keys.root),
    onRefresh: () => void (refreshed += 1),
    onFailure: () => undefined,
  })
  const kid = await jwkThumbprint(keys.fetch)
  const found = await Promise.all(Array.from({ length: 20 }, () => list.find('fetch', kid)))
  expect(found.every((key) => key !== undefined)).toBe(true)
  await list.find('fetch', 'unknown')
  expect(refreshed).toBe(1)
})
