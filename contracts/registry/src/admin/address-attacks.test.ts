/** Addresses that cannot be read: neither listener tells them back, nor which framework stands behind it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestRegistry, testRegistry } from '../testing/test-registry.ts'

let registry: TestRegistry
beforeAll(async () => {
  registry = await testRegistry()
})
afterAll(() => registry.end())

test.each([
  ['with a broken escape', '/%zz-canary'],
  ['of 2,400 characters', `/contracts/${'canary'.repeat(400)}`],
])('an address %s', async (_what, path) => {
  for (const listener of [registry.registry, registry.issuer]) {
    const answer = await fetch(`${listener}${path}`)
    const text = await answer.text()
    expect(answer.status).toBeLessThan(500)
    expect(JSON.parse(text)).toMatchObject({ code: expect.any(String) })
    expect(text).not.toMatch(/canary|FST_ERR/u)
  }
})
