/** Floods at the token endpoint: written as long as the budget lasts, then counted; whoever proves itself gets its token (audit.md §1). */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { logLeaves } from '@xinqiao/audit-log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testFolder } from '../testing/folder.ts'
import { agencyBody, type TestRegistry, testRegistry } from '../testing/test-registry.ts'
import { askToken, type BareRequest, lawful } from '../testing/token-client.ts'

const attempts = 150
const burst = 60

let registry: TestRegistry
beforeAll(async () => {
  registry = await testRegistry()
  await registry.signed('PUT', '/agencies/amr', agencyBody('amr'))
  await registry.load(testFolder())
})
afterAll(() => registry.end())

function entries(): readonly Readonly<Record<string, unknown>>[] {
  const node = join(registry.config.stateDir, 'audit', 'registry')
  const years = readdirSync(node).filter((name) => /^\d{4}$/u.test(name))
  return years.flatMap((year) => [...logLeaves(join(node, year))].map((leaf) => JSON.parse(leaf.toString('utf8'))))
}

/** Answers of a flood, as statuses, and how many entries they wrote. */
async function flood(
  request: BareRequest,
): Promise<{ readonly statuses: ReadonlySet<number>; readonly written: number }> {
  const before = entries().length
  const statuses = new Set<number>()
  for (let at = 0; at < attempts; at += 1) statuses.add((await askToken(registry, request)).status)
  return {
    statuses,
    written: entries()
      .slice(before)
      .filter(({ kind }) => kind === 'token').length,
  }
}

test('[REG-26.2b] a flood of strangers stops writing and is counted, and a client at the same address gets its token', async () => {
  const { statuses, written } = await flood({ assertion: 'x.y.z', proof: null })
  expect(statuses).toEqual(new Set([401]))
  expect(written).toBeGreaterThanOrEqual(burst)
  expect(written).toBeLessThan(attempts)
  expect((await askToken(registry)).status).toBe(200)
  const refused = await flood({ detail: { ...lawful, purpose: 'LOAN' } })
  expect(refused.statuses).toEqual(new Set([400]))
  expect(refused.written).toBeGreaterThanOrEqual(burst)
  expect(refused.written).toBeLessThan(attempts)
  await registry.close()
  const counts = entries().flatMap(({ turnedAway }) => (turnedAway === undefined ? [] : [turnedAway]))
  const sums = (code: string): number =>
    counts.reduce<number>((sum, count) => sum + ((count as Readonly<Record<string, number>>)[code] ?? 0), 0)
  expect([sums('UNAUTHENTICATED'), sums('PURPOSE_MISMATCH')]).toEqual([attempts - written, attempts - refused.written])
  await registry.startAgain()
})
