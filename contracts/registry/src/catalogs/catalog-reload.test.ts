import { openBundle } from '@xinqiao/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publicHalf } from '../config.ts'
import { testFolder } from '../testing/folder.ts'
import { agencyBody, sdlOf, type TestRegistry, testRegistry } from '../testing/test-registry.ts'

interface Document {
  meta: Record<string, unknown>
  items: Record<string, unknown>[]
  prohibited: Record<string, unknown>[]
  period_rules: Record<string, { basis: readonly string[]; caps?: Record<string, { max: string }> }>
}

let registry: TestRegistry
beforeAll(async () => {
  registry = await testRegistry()
  await registry.signed('PUT', '/agencies/amr', agencyBody('amr'))
  await registry.load(testFolder())
})
afterAll(() => registry.end())

async function inForce(): Promise<Document> {
  const jws = await (await fetch(`${registry.registry}/bundle?after=0`)).text()
  const bundle = await openBundle(jws, [publicHalf(registry.keys.registry.bundle)])
  return structuredClone(bundle.catalog) as Document
}

/** The catalog in force with a change, approved as a version of its own. */
async function approved(version: string, change: (document: Document) => void): Promise<string> {
  const document = await inForce()
  change(document)
  document.meta = { ...document.meta, version, approval_no: `琼府函〔2026〕${version}号`, effective_from: '2026-11-23' }
  return JSON.stringify(document)
}

async function codes(sdl: string): Promise<readonly string[]> {
  const { body } = await registry.signed('POST', '/schemas/check', { agency: 'amr', sdl })
  return (body['findings'] as readonly { readonly code: string }[]).map((finding) => finding.code)
}

test('[REG-14.4b] a category added to the deny list blocks a schema from the reload on, without a change of code', async () => {
  const sdl = sdlOf('amr').replace(
    /type AmrPenalty [^{]*\{/,
    (head) => `${head}\n  shoeSize: String @item(id: "amr.penalty")`,
  )
  expect(await codes(sdl)).not.toContain('PROHIBITED_CATEGORY')
  const catalog = await approved('9.1.0', ({ prohibited }) => {
    prohibited.push({
      ...prohibited[0],
      id: 'deny.shoeSize',
      name_en: 'Shoe size',
      name_zh: '鞋码',
      schema_words: ['shoeSize', '鞋码'],
      not_these_words: [],
    })
  })
  expect(await registry.load({ 'catalog.yaml': catalog })).toMatchObject({ status: 200, body: { changed: true } })
  expect(await codes(sdl)).toContain('PROHIBITED_CATEGORY')
})

test('a catalog that would leave a running schema outside it is refused, and the one in force goes on', async () => {
  const before = (await inForce()).meta['version']
  const catalog = await approved('9.2.0', (document) => {
    document.items = document.items.filter((item) => item['id'] !== 'amr.penalty')
  })
  expect((await registry.load({ 'catalog.yaml': catalog })).status).toBe(422)
  expect((await inForce()).meta['version']).toBe(before)
})

test('[OPI-IX.d] a negative item without a legal basis is never approved', async () => {
  const catalog = await approved('9.3.0', ({ items }) => {
    const item = items.find((one) => one['id'] === 'amr.penalty')
    if (item !== undefined) item['basis'] = []
  })
  const { status, body } = await registry.load({ 'catalog.yaml': catalog })
  expect(status).toBe(422)
  expect(body['findings']).toMatchObject([
    { code: 'LEGAL_BASIS_MISSING', where: expect.stringContaining('items[amr.penalty].basis') },
  ])
})

test('[REG-34(3)] an item is not opened to public announcement without a legal reference', async () => {
  const before = (await inForce()).meta['version']
  const open = (basis: readonly string[]): Promise<string> =>
    approved('9.4.0', ({ items }) => {
      const item = items.find((one) => one['id'] === 'tax.reg.status')
      Object.assign(item ?? {}, { channels: ['public_announcement', 'public_affairs_sharing'], basis })
    })
  const refused = await registry.load({ 'catalog.yaml': await open([]) })
  expect(refused.status).toBe(422)
  expect(refused.body['findings']).toMatchObject([
    { code: 'LEGAL_BASIS_MISSING', where: expect.stringContaining('items[tax.reg.status].basis') },
  ])
  expect((await inForce()).meta['version']).toBe(before)
  expect((await registry.load({ 'catalog.yaml': await open(['REG-16']) })).status).toBe(200)
})

test('[REG-27e] a rule that shows graded records longer needs a statute; without one it is never approved', async () => {
  const before = (await inForce()).meta['version']
  const longer = (basis: readonly string[]): Promise<string> =>
    approved('9.5.0', ({ period_rules: rules }) => {
      const graded = rules['NEG_GRADED']
      if (graded?.caps?.['general'] === undefined) throw new Error('the catalog has lost its graded periods')
      graded.caps['general'].max = 'P2Y'
      graded.basis = basis
    })
  expect((await registry.load({ 'catalog.yaml': await longer([]) })).status).toBe(422)
  expect((await inForce()).meta['version']).toBe(before)
  expect((await registry.load({ 'catalog.yaml': await longer(['REG-27']) })).status).toBe(200)
  expect((await inForce()).period_rules['NEG_GRADED']?.caps?.['general']?.max).toBe('P2Y')
})
