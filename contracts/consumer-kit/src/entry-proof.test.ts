/** A proof is fetched once, signed, and not before the open checkpoint covers its entry. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { entryProof } from './entry-proof.ts'

/** What the log answers; its checkpoint grows with each look. */
let size = 0
let entryStatus = 200
let asked: string[] = []
let gateway = ''
const server = createServer((request, response) => {
  const path = request.url ?? ''
  asked.push(`${path} ${request.headers.authorization ?? '-'}`)
  if (path.endsWith('/checkpoint')) response.end(`xinqiao/audit/gateway/2026\n${size++}\nroot\n`)
  else response.writeHead(entryStatus).end('c2sp.org/tlog-proof@v1\n')
})

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  gateway = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())
beforeEach(() => {
  asked = []
  entryStatus = 200
})

const prove = (receipt: string): Promise<string> =>
  entryProof(receipt, {
    gateway,
    call: (url, init) => fetch(url, init),
    credentials: async (url) => ({ authorization: `DPoP for ${url}` }),
  })

test('waits for the checkpoint, then asks once, with credentials for that address', async () => {
  size = 7
  expect(await prove('xinqiao/audit/gateway/2026/7')).toBe('c2sp.org/tlog-proof@v1\n')
  const entry = '/audit/gateway/2026/entry/7'
  const look = '/audit/gateway/2026/checkpoint -'
  expect(asked).toEqual([look, look, `${entry} DPoP for ${gateway}${entry}`])
})

test('a hub that gives no proof is named, and so is what is no receipt', async () => {
  size = 9
  entryStatus = 404
  await expect(prove('xinqiao/audit/gateway/2026-2/7')).rejects.toMatchObject({ code: 'PROOF_MISSING' })
  asked = []
  for (const receipt of ['', '7', 'xinqiao/audit/gateway/2026', 'x/audit/../2026/1?', 'x/audit/a/b/2026/1']) {
    await expect(prove(receipt)).rejects.toMatchObject({ code: 'RECEIPT_INVALID' })
  }
  expect(asked).toEqual([])
})
