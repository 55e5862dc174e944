/** The verbs of the key store against a registry's wire: what is asked, what is said in both languages, how it ends. */

import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateKeyPairJwk, importVerifyKey, type Jwk, legalMonthOf, NonceStore, verifyIngest } from '@xinqiao/schema'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { runProgram } from '../program.ts'

const view = {
  month: '2026-11',
  state: 'retired',
  madeAt: '2026-10-01T00:00:00Z',
  destructibleFrom: '2027-06-01',
  termEnds: '2029-12-01',
  hold: null,
  destroyed: null,
}
const hold = { at: '2026-12-01T02:00:00Z', by: 'kid', reason: 'review' }

let server: Server
let stateDir: string
let operator: Jwk
let asked: { readonly method: string; readonly target: string; readonly body: unknown }[]
let answer: { readonly status: number; readonly body: unknown }
let out: string
let talk: string

beforeAll(async () => {
  operator = (await generateKeyPairJwk('Ed25519')).privateKey
  const nonces = new NonceStore()
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const target = request.url ?? ''
      const { digest } = verifyIngest(
        { method: request.method ?? '', target, headers: request.headers },
        {
          publicUrl: url(),
          key: importVerifyKey(operator),
          tag: 'xinqiao-admin-1',
          nonces,
          nowSeconds: Date.now() / 1000,
        },
      )
      const body = Buffer.concat(chunks)
      digest.update(body)
      digest.demand()
      asked.push({ method: request.method ?? '', target, body: body.length === 0 ? null : JSON.parse(body.toString()) })
      const { status, body: told } = target === '/months' ? { status: 200, body: months() } : answer
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(told))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  stateDir = mkdtempSync(join(tmpdir(), 'xinqiao-cli-keys-'))
  writeFileSync(join(stateDir, 'operator.jwk.json'), JSON.stringify(operator), { mode: 0o600 })
  const hub = {
    registry: url(),
    operator: { key: 'operator.jwk.json' },
    auditor: { key: 'none' },
    agencies: {},
    clients: {},
  }
  writeFileSync(join(stateDir, 'hub.json'), JSON.stringify(hub))
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
  rmSync(stateDir, { recursive: true, force: true })
})
beforeEach(() => {
  asked = []
  answer = { status: 200, body: { month: view } }
  out = ''
  talk = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    talk += String(text)
    return true
  })
})
afterEach(() => void vi.restoreAllMocks())

const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const months = (): unknown => ({
  months: [
    view,
    { ...view, month: '2026-12', state: 'held', hold },
    { ...view, month: '2023-01', state: 'destroyed', destroyed: hold },
  ],
})
const run = (...words: string[]): Promise<number> => runProgram([...words, '--state', stateDir])

test('months come in one table with their states, and the counts beside it', async () => {
  expect(await run('keys', 'months')).toBe(0)
  expect(out).toMatch(/2026-12\s+held\s+2029-12-01\s+2026-12-01\s+review/u)
  expect(talk).toBe('3 months: 2 with keys, 1 of them held; 1 destroyed.\n')
  expect(asked).toEqual([{ method: 'GET', target: '/months', body: null }])
})

test('an act carries its reason, names a month by word or number, and is told in numbers', async () => {
  expect(await run('keys', 'hold', 'this', '--reason', 'review')).toBe(0)
  expect(asked[0]).toEqual({
    method: 'POST',
    target: `/months/${legalMonthOf(Date.now())}/hold`,
    body: { reason: 'review' },
  })
  expect(out).toContain('2 keys are held; the end of the term (2029-12-01) does not destroy them. Months held: 1.')
  out = ''
  expect(await run('keys', 'release', '2026-11', '--reason', '复议终结', '--lang', 'zh')).toBe(0)
  expect(out).toContain('2026-11：保全已解除')
  expect(await run('keys', 'destroy', '2026-11', '--reason', 'r')).toBe(0)
  expect(asked.at(-2)).toMatchObject({ target: '/months/2026-11/destroy', body: { reason: 'r' } })
  expect(out).toContain('2 keys destroyed')
})

test('nothing is done without a reason: a hold is not asked for, a destruction only told', async () => {
  expect(await run('keys', 'hold', '2026-11')).toBe(2)
  expect(talk).toContain('--reason')
  expect(await run('keys', 'destroy', '2026-11')).toBe(0)
  expect(out).toContain('2 keys would be destroyed, from 2027-06-01 at the earliest; its term ends 2029-12-01')
  expect(asked.filter(({ method }) => method === 'POST')).toEqual([])
  expect(await run('keys', 'destroy', '2001-01')).toBe(2)
  expect(await run('keys', 'hold', 'november', '--reason', 'r')).toBe(2)
})

test('what the registry refuses is said in the language of the line, with its ground and the next step', async () => {
  const refusal = {
    code: 'KEYS_HELD',
    message: 'A legal hold stands.',
    zh: '该月密钥处于法定保全之中。',
    en: 'A legal hold stands.',
    article: 'OPI-XXIV.b',
    next: 'Release it.',
    nextZh: '先行解除。',
  }
  answer = { status: 409, body: refusal }
  expect(await run('keys', 'hold', '2026-11', '--reason', 'r', '--lang', 'zh')).toBe(1)
  expect(talk).toContain('法定保全')
  expect(talk).toContain('先行解除')
  talk = ''
  expect(await run('keys', 'hold', '2026-11', '--reason', 'r')).toBe(1)
  expect(talk).toContain('A legal hold stands.')
  expect(talk).toContain('OPI-XXIV.b')
})
