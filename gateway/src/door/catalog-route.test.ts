import { provincialCatalog } from '@xinqiao/schema'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestDoor } from '../testing/test-door.ts'

let door: TestDoor
beforeAll(async () => {
  door = await TestDoor.open()
  await door.publish()
  await door.start()
})
afterAll(() => door.end())

const get = async (path: string, accept?: string): Promise<{ type: string; text: string; status: number }> => {
  const answer = await fetch(`${door.url}${path}`, accept === undefined ? {} : { headers: { accept } })
  return { type: answer.headers.get('content-type') ?? '', text: await answer.text(), status: answer.status }
}

test('[REG-11.3] everybody reads the catalog: version, approval and all items, deny entries among them', async () => {
  const { status, type, text } = await get('/catalog')
  const shown = JSON.parse(text) as {
    version: string
    approvalNumber: unknown
    items: { id: string }[]
    prohibited: { id: string }[]
    consentOnly: unknown[]
  }
  const catalog = provincialCatalog()
  expect([status, type]).toEqual([200, 'application/json; charset=utf-8'])
  expect([shown.version, shown.approvalNumber]).toEqual([catalog.meta.version, catalog.meta.approvalNumber])
  expect(shown.items.map(({ id }) => id)).toEqual([...catalog.items.keys()])
  expect(shown.prohibited.map(({ id }) => id)).toEqual(catalog.prohibited.map(({ id }) => id))
  expect(shown.consentOnly).toHaveLength(catalog.consentOnly.length)
})

test('[REG-11.3] the same catalog comes as YAML and as a page, by address or by Accept', async () => {
  const yaml = await get('/catalog.yaml')
  expect(yaml.type).toBe('application/yaml; charset=utf-8')
  expect((await get('/catalog', 'application/yaml')).text).toBe(yaml.text)
  const { readYaml } = await import('@xinqiao/schema')
  expect(readYaml(yaml.text, 'catalog.yaml').value).toEqual(JSON.parse((await get('/catalog.json')).text))
  const page = await get('/catalog', 'text/html,application/xhtml+xml,*/*;q=0.8')
  expect(page.type).toBe('text/html; charset=utf-8')
  for (const { id } of provincialCatalog().items.values()) expect(page.text).toContain(id)
  expect(page.text).not.toMatch(/<script|https?:\/\//u)
})

test('the holder of a contract downloads its view; for anybody else it is not there', async () => {
  const path = '/contracts/CT-1/schema.graphql'
  const own = await door.ask({ path, method: 'GET' })
  expect([own.status, own.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8'])
  expect(own.text).toContain('type AmrPenalty')
  expect(own.text).not.toMatch(/subjectKind|@item|_entities/u)
  expect((await door.askAnonymously({ path, method: 'GET' })).status).toBe(403)
  expect((await door.ask({ path: '/contracts/CT-2/schema.graphql', method: 'GET' })).status).toBe(403)
  const open = await door.askAnonymously({ path: '/contracts/public/schema.graphql', method: 'GET' })
  expect([open.status, open.text.includes('type AmrPenalty')]).toEqual([200, true])
})
