import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Bundle, openBundle } from '@xinqiao/contracts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publicHalf } from '../config.ts'
import { contractText, testFolder } from '../testing/folder.ts'
import { agencyBody, type TestRegistry, testRegistry } from '../testing/test-registry.ts'
import { askToken, lawful } from '../testing/token-client.ts'

let registry: TestRegistry
beforeAll(async () => {
  registry = await testRegistry()
  await registry.signed('PUT', '/agencies/amr', agencyBody('amr'))
})
afterAll(() => registry.end())

async function bundle(): Promise<Bundle> {
  const jws = await (await fetch(`${registry.registry}/bundle?after=0`)).text()
  return openBundle(jws, [publicHalf(registry.keys.registry.bundle)])
}

describe('a data folder', () => {
  test('is refused as a whole with every error, and nothing of it is taken over', async () => {
    const before = await bundle()
    const files = {
      ...testFolder(),
      'contracts/CT-X.yaml': contractText({ id: 'CT-X', consumer: 'nobody', purposes: 'NO_SUCH' }),
      'notes.txt': 'x',
    }
    const { status, body } = await registry.load(files)
    const findings = body['findings'] as readonly { readonly where: string; readonly message: string }[]
    expect(status).toBe(422)
    expect(findings.length).toBeGreaterThanOrEqual(3)
    expect(findings.some((finding) => finding.where.startsWith('notes.txt'))).toBe(true)
    expect(
      findings.some((finding) => finding.where.includes('contracts/CT-X.yaml') && finding.where.includes('consumer')),
    ).toBe(true)
    expect(await bundle()).toEqual(before)
  })

  test('in order is taken over as a whole, and the bundle holds it', async () => {
    expect(await registry.load(testFolder())).toMatchObject({
      status: 200,
      body: { changed: true, consumers: 5, contracts: 5 },
    })
    const running = await bundle()
    expect(running.contracts.map((contract) => contract.id).toSorted()).toEqual([
      'CT-BANK-01',
      'CT-BANK-02',
      'CT-GD-01',
      'CT-TAX-01',
      'CT-TAX-03',
    ])
    expect(running.consumers.find((consumer) => consumer.id === 'tax')?.clients[0]?.keys).toHaveLength(1)
  })

  test('[REG-11.3] the bundle carries the catalog with its approval, for everybody to read', async () => {
    expect((await bundle()).catalog).toMatchObject({
      meta: { approval_no: '琼府函〔2025〕0号', effective_from: '2025-12-15' },
    })
  })

  test('loaded twice changes nothing: same bundle, no act', async () => {
    const before = await bundle()
    expect(await registry.load(testFolder())).toMatchObject({
      status: 200,
      body: { changed: false, bundle: before.number },
    })
    expect((await bundle()).number).toBe(before.number)
  })

  test('generated client keys lie in the keys folder, private halves for their owner alone, and stay the same', async () => {
    const file = join(registry.config.keysDir, 'tax-app.jwk.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const before = registry.clientKey('tax-app')
    await registry.load(testFolder())
    expect(registry.clientKey('tax-app')).toEqual(before)
    const inBundle = (await bundle()).consumers.flatMap((consumer) => consumer.clients.flatMap((client) => client.keys))
    expect(inBundle.every((key) => key['d'] === undefined)).toBe(true)
    expect(existsSync(join(registry.config.keysDir, 'nobody.jwk.json'))).toBe(false)
  })

  test('[REG-16.2c] a single contract file with another state acts at once: the next token is refused, and the next bundle lacks it', async () => {
    expect((await askToken(registry)).status).toBe(200)
    const { number } = await bundle()
    const waiting = fetch(`${registry.registry}/bundle?after=${number}&wait=20`)
    expect(
      await registry.load({
        'contracts/CT-TAX-01.yaml': contractText({ id: 'CT-TAX-01', consumer: 'tax', state: 'suspended' }),
      }),
    ).toMatchObject({ status: 200, body: { changed: true } })
    const next = await openBundle(await (await waiting).text(), [publicHalf(registry.keys.registry.bundle)])
    expect(next.number).toBe(number + 1)
    expect(next.contracts.map((contract) => contract.id)).not.toContain('CT-TAX-01')
    expect((await askToken(registry, { detail: lawful })).body).toMatchObject({ hub_code: 'CONTRACT_INACTIVE' })
    await registry.load({ 'contracts/CT-TAX-01.yaml': contractText({ id: 'CT-TAX-01', consumer: 'tax' }) })
    expect((await askToken(registry)).status).toBe(200)
  })

  test('a new version supersedes the one before it; a file with another name is still the same contract', async () => {
    await registry.load({
      'contracts/new.yaml': contractText({
        id: 'CT-TAX-01',
        consumer: 'tax',
        version: 2,
        purposes: 'TAX_CREDIT, LOAN',
      }),
    })
    const { body } = await registry.signed('GET', '/contracts/CT-TAX-01', undefined)
    expect(body).toMatchObject({
      contract: { version: 2, state: 'active' },
      versions: [
        { version: 1, state: 'ended' },
        { version: 2, state: 'active' },
      ],
    })
    expect(
      (await bundle()).contracts.filter((contract) => contract.id === 'CT-TAX-01').map((contract) => contract.version),
    ).toEqual([2])
  })

  test('another folder adds to what is there: consumers it does not name keep their contracts', async () => {
    const other = {
      'consumers.yaml':
        '- { id: court, name: { zh: 法院, en: Courts }, kind: agency, body: 114600000000C0030F, region: "460000", channels: [public_affairs_sharing], clients: [{ id: court-app, keys: generate }] }\n',
      'contracts/CT-COURT-01.yaml': contractText({ id: 'CT-COURT-01', consumer: 'court', purposes: 'ENFORCEMENT' }),
    }
    expect(await registry.load(other)).toMatchObject({ status: 200 })
    const running = await bundle()
    expect(running.contracts.map((contract) => contract.id)).toEqual(
      expect.arrayContaining(['CT-TAX-01', 'CT-COURT-01']),
    )
    expect(
      await registry.load({
        'contracts/CT-TAX-01.yaml': contractText({ id: 'CT-TAX-01', consumer: 'tax', version: 3 }),
      }),
    ).toMatchObject({ status: 200 })
  })

  test('consents without an office to take them: 503, and the rest of the folder is not taken over either', async () => {
    const before = await bundle()
    const files = {
      'standings.yaml':
        '- { record: "amr.penalty:R-1", standing: restored, decidedOn: 2026-11-10, document: "琼市监信修〔2026〕3号", by: amr }\n',
      'contracts/CT-Y.yaml': contractText({ id: 'CT-Y', consumer: 'tax' }),
    }
    expect(await registry.load(files)).toMatchObject({ status: 503, body: { code: 'SUBGRAPH_UNAVAILABLE' } })
    expect((await bundle()).contracts).toEqual(before.contracts)
    expect(await registry.load({ 'contracts/CT-Y.yaml': contractText({ id: 'CT-Y', consumer: 'tax' }) })).toMatchObject(
      { status: 200, body: { changed: true } },
    )
  })

  test('everything is there again after a restart, under a higher bundle number', async () => {
    const before = await bundle()
    await registry.close()
    await registry.startAgain()
    const after = await bundle()
    expect(after.number).toBeGreaterThan(before.number)
    expect([after.contracts, after.consumers, after.agencies, after.catalog]).toEqual([
      before.contracts,
      before.consumers,
      before.agencies,
      before.catalog,
    ])
    expect((await askToken(registry)).status).toBe(200)
  })
})

test('[REG-11.2] [D12] an item of a catalog without approval cannot be contracted: NOT_IN_CATALOG', async () => {
  const { body } = await registry.signed('GET', '/contracts', undefined)
  expect(body['contracts']).toBeDefined()
  const { catalog } = await bundle()
  const draft = structuredClone(catalog) as { meta: Record<string, unknown>; items: Record<string, unknown>[] }
  const example = draft.items.find((item) => item['id'] === 'amr.penalty')
  draft.meta = { ...draft.meta, version: '9.0.0', approval_no: null, effective_from: null }
  draft.items.push({ ...example, id: 'amr.newItem', name_en: 'New item', name_zh: '新条目' })
  const files = {
    'catalog.yaml': JSON.stringify(draft),
    'contracts/CT-NEW.yaml': contractText({ id: 'CT-NEW', consumer: 'tax', items: 'amr.newItem' }),
  }
  const refused = await registry.load(files)
  expect(refused.status).toBe(422)
  expect((refused.body['findings'] as readonly { readonly code: string }[]).map((finding) => finding.code)).toContain(
    'NOT_IN_CATALOG',
  )
})

test('production loads no folders and needs no office key', async () => {
  const production = await testRegistry({ profile: 'production', clock: 'system' })
  try {
    expect(await production.load(testFolder())).toMatchObject({ status: 403, body: { code: 'DEVELOPMENT_ONLY' } })
    expect((await fetch(`${production.registry}/contracts`)).status).toBe(401)
    expect((await fetch(`${production.registry}/bundle?after=0`)).status).toBe(204)
  } finally {
    await production.end()
  }
})
