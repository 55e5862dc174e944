/** A whole registry whose key store was put back to yesterday: a month that it destroyed since is handed to nobody, from its first answer on. */
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { logLeaves, readLeaf } from '@xinqiao/audit-log'
import { addLegalMonths, legalMonthOf, MonthKeyQuestion } from '@xinqiao/schema'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publicHalf } from '../config.ts'
import { privateJwk } from '../testing/keys.ts'
import { agencyBody, type TestRegistry, testRegistry } from '../testing/test-registry.ts'
import { openKeyStore } from './open-key-store.ts'

const office = { agency: privateJwk('Ed25519'), agreement: privateJwk('X25519') }
const old = addLegalMonths(legalMonthOf(Date.now()), -8)
let registry: TestRegistry
beforeAll(async () => {
  registry = await testRegistry()
  await registry.close()
  // A store that has run for eight months.
  await openKeyStore(registry.config.keyStoreDir, {
    audit: { act: async () => ({ origin: 'xinqiao/audit/registry/2026', index: 0, leafHash: '' }) },
    retentionMonths: 36,
    now: () => Date.parse(`${old}-02T00:00:00Z`),
  })
  await registry.startAgain()
  const keys = { key: publicHalf(office.agency), agreementKey: publicHalf(office.agreement) }
  await registry.signed('PUT', '/agencies/office', agencyBody('office', keys))
})
afterAll(() => registry.end())

async function statusOfKeys(): Promise<number> {
  const question = JSON.parse(new MonthKeyQuestion([old]).body.toString())
  return (await registry.signed('POST', '/month-keys', question, office.agency)).status
}

function destructions(): readonly unknown[] {
  const node = join(registry.config.stateDir, 'audit', 'registry')
  const years = readdirSync(node).filter((name) => /^\d{4}$/u.test(name))
  const entries = years.flatMap((year) => [...logLeaves(join(node, year))].map(readLeaf))
  return entries.flatMap(({ act, object }) =>
    typeof act === 'string' && act.startsWith('keys.destroyed') ? [[act, object]] : [],
  )
}

test('AU12 a destruction survives the restore of the folder: the key is handed out before it, and never again after', async () => {
  const { keyStoreDir } = registry.config
  const keyFile = join(keyStoreDir, 'months', `${old}.key`)
  expect(await statusOfKeys()).toBe(200)
  cpSync(keyStoreDir, `${keyStoreDir}-backup`, { recursive: true })
  expect((await registry.signed('POST', `/months/${old}/destroy`, { reason: 'invented ground' })).status).toBe(200)
  await registry.close()
  rmSync(keyStoreDir, { recursive: true })
  cpSync(`${keyStoreDir}-backup`, keyStoreDir, { recursive: true })
  expect(existsSync(keyFile)).toBe(true)
  await registry.startAgain()
  expect(existsSync(keyFile)).toBe(false)
  expect(await statusOfKeys()).toBe(410)
  expect(destructions()).toEqual([
    ['keys.destroyed', old],
    ['keys.destroyed-again', old],
  ])
})
