import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { logLeaves, verifyAuditLog } from '@xinqiao/audit-log'
import { openBundle } from '@xinqiao/contracts'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publicHalf } from '../config.ts'
import { openStore } from '../store/open-store.ts'
import { contractText, testFolder } from '../testing/folder.ts'
import { agencyBody, type TestRegistry, testRegistry } from '../testing/test-registry.ts'

let registry: TestRegistry
beforeAll(async () => {
  registry = await testRegistry()
  await registry.signed('PUT', '/agencies/amr', agencyBody('amr'))
  await registry.load(testFolder())
})
afterAll(() => registry.end())

/** Entries of kind `admin` in the registry's log. */
function entries(): number {
  const node = join(registry.config.stateDir, 'audit', 'registry')
  const years = readdirSync(node, { withFileTypes: true }).filter((one) => one.isDirectory())
  return years
    .flatMap(({ name }) => [...logLeaves(join(node, name))])
    .filter((leaf) => JSON.parse(leaf.toString('utf8')).kind === 'admin').length
}

const contract = (changes: Partial<Parameters<typeof contractText>[0]>): Record<string, string> => ({
  'contracts/CT-TAX-01.yaml': contractText({ id: 'CT-TAX-01', consumer: 'tax', ...changes }),
})

describe('acts happen one after another, whole or not at all', () => {
  test('two who act through two registries at once: one wins, the other is told 409 and then sees what holds', async () => {
    const { databaseUrl, migrationUrl, keysDir, keys } = registry.config
    const stateDir = mkdtempSync(join(tmpdir(), 'xinqiao-registry-second-'))
    const second = await testRegistry({ databaseUrl, migrationUrl, keysDir, keys: keys, stateDir })
    try {
      const operator = registry.keys.operator
      const load = (purposes: string): ReturnType<TestRegistry['signed']> =>
        second.signed('POST', '/load', { files: contract({ purposes }) }, operator)
      // The start of the second was an act too: it signed a bundle.
      expect((await registry.load(contract({ purposes: 'TAX_CREDIT, LOAN' }))).status).toBe(409)
      expect((await registry.load(contract({ purposes: 'TAX_CREDIT, LOAN' }))).status).toBe(200)
      expect(await load('TAX_CREDIT, PROCUREMENT')).toMatchObject({ status: 409, body: { code: 'CHANGED_MEANWHILE' } })
      expect((await load('TAX_CREDIT, PROCUREMENT')).status).toBe(200)
      const { body } = await second.signed('GET', '/contracts/CT-TAX-01', undefined, operator)
      expect(body).toMatchObject({ contract: { purposes: ['TAX_CREDIT', 'PROCUREMENT'] } })
    } finally {
      await second.end()
      await registry.close()
      await registry.startAgain()
    }
  })

  test('an act that the store does not take is undone everywhere, the log says so, and the next act goes through', async () => {
    const before = await (await fetch(`${registry.registry}/bundle?after=0`)).text()
    const owner = openStore(registry.config.migrationUrl, () => undefined)
    const logged = entries()
    try {
      await sql`alter table bundle add constraint nothing_new check (number < 0) not valid`.execute(owner)
      expect(await registry.load(contract({ state: 'suspended' }))).toMatchObject({
        status: 503,
        body: { code: 'STORE_UNAVAILABLE' },
      })
      expect(await (await fetch(`${registry.registry}/bundle?after=0`)).text()).toBe(before)
      await sql`alter table bundle drop constraint nothing_new`.execute(owner)
    } finally {
      await owner.destroy()
    }
    expect(entries()).toBe(logged)
    expect(await registry.load(contract({ state: 'suspended' }))).toMatchObject({
      status: 200,
      body: { changed: true },
    })
    expect(entries()).toBe(logged + 1)
  })

  test('each act is in the log before it takes effect, and the log verifies', async () => {
    expect(verifyAuditLog(join(registry.config.stateDir, 'audit', 'registry'))).toMatchObject({
      good: true,
      findings: [],
    })
    expect(entries()).toBeGreaterThan(0)
  })

  test('a hundred waiting gateways are woken by one bundle, each with the same bytes', async () => {
    const number = Number((await fetch(`${registry.registry}/bundle?after=0`)).headers.get('bundle-number'))
    const waiting = Array.from({ length: 100 }, async () =>
      (await fetch(`${registry.registry}/bundle?after=${number}&wait=20`)).text(),
    )
    await registry.load(contract({ state: 'active' }))
    const bytes = new Set(await Promise.all(waiting))
    expect(bytes.size).toBe(1)
    const [jws = ''] = bytes
    expect((await openBundle(jws, [publicHalf(registry.keys.registry.bundle)])).number).toBe(number + 1)
  })

  test('a bundle of an older number, or with one byte edited, opens for nobody', async () => {
    const jws = await (await fetch(`${registry.registry}/bundle?after=0`)).text()
    const key = publicHalf(registry.keys.registry.bundle)
    await expect(openBundle(jws, [key], { runningNumber: 10_000 })).rejects.toMatchObject({ code: 'BUNDLE_NUMBER_OLD' })
    const edited = `${jws.slice(0, 400)}${jws[400] === 'A' ? 'B' : 'A'}${jws.slice(401)}`
    await expect(openBundle(edited, [key])).rejects.toMatchObject({ code: 'BUNDLE_SIGNATURE_INVALID' })
    await expect(openBundle(jws, [publicHalf(registry.keys.registry.officeRoot)])).rejects.toMatchObject({
      code: 'BUNDLE_SIGNATURE_INVALID',
    })
  })
})

test('[REG-11.2] a catalog approved for the next day takes effect at midnight without anybody acting', async () => {
  const { writeFileSync } = await import('node:fs')
  const clock = join(mkdtempSync(join(tmpdir(), 'xinqiao-clock-')), 'clock')
  writeFileSync(clock, '2026-11-23T23:59:59+08:00')
  const night = await testRegistry({ clock: `file:${clock}` })
  try {
    await night.load(testFolder())
    const key = publicHalf(night.keys.registry.bundle)
    const first = await fetch(`${night.registry}/bundle?after=0`)
    const number = Number(first.headers.get('bundle-number'))
    const { catalog } = await openBundle(await first.text(), [key])
    const next = structuredClone(catalog) as { meta: Record<string, unknown> }
    next.meta = { ...next.meta, version: '9.0.0', approval_no: '琼府函〔2026〕9号', effective_from: '2026-11-24' }
    expect(await night.load({ 'catalog.yaml': JSON.stringify(next) })).toMatchObject({ status: 200 })
    const waiting = fetch(`${night.registry}/bundle?after=${number + 1}&wait=20`)
    writeFileSync(clock, '2026-11-24T00:00:00+08:00')
    const after = await openBundle(await (await waiting).text(), [key])
    expect(after.catalog).toMatchObject({ meta: { version: '9.0.0', approval_no: '琼府函〔2026〕9号' } })
  } finally {
    await night.end()
  }
})
