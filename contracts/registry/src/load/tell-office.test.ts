import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { importVerifyKey, NonceStore, verifyIngest } from '@xinqiao/schema'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { contractText, testFolder } from '../testing/folder.ts'
import { agencyBody, type TestRegistry, testRegistry } from '../testing/test-registry.ts'

/** What stands at the office's address: it checks the operator's signature as every kit does, and answers as told. */
let answer: { readonly status: number; readonly body: unknown }
let taken: unknown[] = []
let registry: TestRegistry
let office: Server
const nonces = new NonceStore()

beforeAll(async () => {
  registry = await testRegistry()
  office = createServer((request, response) => void takeOver(request, response))
  office.listen(0, '127.0.0.1')
  await once(office, 'listening')
  await registry.signed('PUT', '/agencies', {
    agencies: { amr: agencyBody('amr'), office: agencyBody('office', { url: officeUrl() }) },
  })
  await registry.load(testFolder())
})
beforeEach(() => {
  taken = []
})
afterAll(async () => {
  office.closeAllConnections()
  office.close()
  await registry.end()
})

async function takeOver(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const { digest } = verifyIngest(
    { method: request.method ?? '', target: request.url ?? '', headers: request.headers },
    {
      publicUrl: officeUrl(),
      key: importVerifyKey(registry.keys.operator),
      tag: 'xinqiao-admin-1',
      nonces,
      nowSeconds: Date.now() / 1000,
    },
  )
  digest.update(Buffer.concat(chunks))
  digest.demand()
  taken.push(JSON.parse(Buffer.concat(chunks).toString()))
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
}

const officeUrl = (): string => `http://127.0.0.1:${(office.address() as AddressInfo).port}`
const standings =
  '- { record: "amr.penalty:R-1", standing: restored, decidedOn: 2026-11-10, document: "琼市监信修〔2026〕3号", by: amr }\n'
const load = (id: string): ReturnType<TestRegistry['load']> =>
  registry.load({ 'standings.yaml': standings, [`contracts/${id}.yaml`]: contractText({ id, consumer: 'tax' }) })
const known = async (id: string): Promise<boolean> =>
  (await registry.signed('GET', `/contracts/${id}`, undefined)).status === 200

test('standings go to the office by the operator’s signature, and its answer comes back', async () => {
  answer = { status: 200, body: { standings: { written: 1, unchanged: 0 } } }
  expect(await load('CT-A')).toMatchObject({
    status: 200,
    body: { changed: true, office: { standings: { written: 1 } } },
  })
  expect(taken).toEqual([{ files: { 'standings.yaml': standings } }])
  expect(await known('CT-A')).toBe(true)
})

test('the office is asked again when the same folder comes again: it may have lost what it had', async () => {
  await load('CT-A')
  expect(taken).toHaveLength(1)
})

test('what the office refuses is taken over nowhere, and its findings are told', async () => {
  const finding = {
    code: 'NOT_IN_CATALOG',
    where: 'standings.yaml',
    message: 'not an item',
    article: 'REG-11.1a',
    next: 'correct it',
  }
  answer = { status: 422, body: { code: 'FORMAT_INVALID', findings: [finding] } }
  expect(await load('CT-B')).toMatchObject({ status: 422, body: { findings: [finding] } })
  expect(await known('CT-B')).toBe(false)
})

test('an office that breaks or hangs up leaves everything as it was: 503 and a time to come again', async () => {
  answer = { status: 500, body: {} }
  expect(await load('CT-C')).toMatchObject({ status: 503, body: { code: 'SUBGRAPH_UNAVAILABLE' } })
  expect(await known('CT-C')).toBe(false)
  answer = { status: 200, body: {} }
  expect((await load('CT-C')).status).toBe(200)
})
