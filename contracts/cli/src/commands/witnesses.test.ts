/** The verbs of the witness rule against a registry's wire: what is asked, what is said in both languages, how it ends. */
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateKeyPairJwk, importVerifyKey, type Jwk, NonceStore, verifyIngest } from '@xinqiao/schema'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { runProgram } from '../program.ts'

const witnesses = [
  { vkey: 'court.example/w1+0a1b2c3d+BAAA', url: 'https://w.court.example' },
  { vkey: 'tax.example/w1+1a2b3c4d+BBBB', url: 'https://w.tax.example' },
]
let server: Server
let stateDir: string
let operator: Jwk
let rule: unknown
let asked: { readonly target: string; readonly body: unknown }[]
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
      if (request.method === 'GET') {
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(rule))
        return
      }
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
      asked.push({ target, body: JSON.parse(body.toString()) })
      const { status, body: told } = answer
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(told))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  stateDir = mkdtempSync(join(tmpdir(), 'xinqiao-cli-witnesses-'))
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
  rule = { witnesses, quorum: 2, stopAfterMs: null }
  answer = { status: 200, body: { changed: true, bundle: 7 } }
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
const run = (...words: string[]): Promise<number> => runProgram([...words, '--state', stateDir])
const fileOf = (text: string): string => {
  const file = join(stateDir, 'rule.json')
  writeFileSync(file, text)
  return file
}

test('the rule in force comes as a table, in both languages; a hub without witnesses says so', async () => {
  expect(await run('witnesses', 'show')).toBe(0)
  expect(out).toMatch(/court\.example\/w1\s+0a1b2c3d\s+https:\/\/w\.court\.example/u)
  expect(talk).toBe('2 witnesses; 2 of them must sign before a checkpoint is settled.\n')
  rule = { witnesses: [], quorum: 0, stopAfterMs: null }
  out = ''
  expect(await run('witnesses', 'show', '--lang', 'zh')).toBe(0)
  expect(out).toContain('没有见证方')
})

test('a rule is set from a file, or from what was shown of one, and told in numbers', async () => {
  expect(await run('witnesses', 'set', fileOf(JSON.stringify({ witnesses, quorum: 2 })))).toBe(0)
  expect(asked).toEqual([{ target: '/audit/witnesses', body: { witnesses, quorum: 2 } }])
  expect(out).toBe('Set (bundle 7): 2 witnesses, 2 of them must sign, from the next round on, within ten seconds.\n')
  out = ''
  expect(await run('witnesses', 'show', '-o', 'json')).toBe(0)
  answer = { status: 200, body: { changed: false, bundle: 7 } }
  expect(await run('witnesses', 'set', fileOf(out), '--lang', 'zh')).toBe(0)
  expect(asked[1]?.body).toEqual(rule)
  expect(out).toContain('无变化（规则包 7）：2 个见证方')
})

test('taking all witnesses away has to be said, and what it costs is told', async () => {
  rule = { witnesses: [], quorum: 0, stopAfterMs: null }
  expect(await run('witnesses', 'set', '--none')).toBe(0)
  expect(asked).toEqual([{ target: '/audit/witnesses', body: { witnesses: [] } }])
  expect(out).toContain('only by whoever kept a checkpoint or a receipt')
  expect(await run('witnesses', 'set')).toBe(2)
  expect(await run('witnesses', 'set', fileOf('{}'), '--none')).toBe(2)
  expect(await run('witnesses', 'set', join(stateDir, 'nothing'))).toBe(2)
  expect(await run('witnesses', 'set', fileOf('[]'))).toBe(2)
  expect(talk).toContain('WITNESSES_UNREADABLE')
  expect(asked).toHaveLength(1)
})

test('every mistake that the registry finds is said in the language of the line, with the next step', async () => {
  const finding = {
    code: 'WITNESSES_INVALID',
    where: 'quorum, 1–2',
    message: 'A quorum is a whole number from 1 to the number of witnesses.',
    zh: '所需签署数应为 1 到见证方总数之间的整数。',
    article: 'REG-26.2b',
    next: 'Lower the quorum.',
    nextZh: '降低签署数。',
  }
  answer = {
    status: 422,
    body: { code: 'WITNESSES_INVALID', findings: [finding, { ...finding, where: 'witnesses[1].vkey' }] },
  }
  expect(await run('witnesses', 'set', fileOf(JSON.stringify({ witnesses, quorum: 9 })), '--lang', 'zh')).toBe(1)
  expect(talk).toContain('所需签署数应为')
  expect(talk).toContain('降低签署数')
  expect(talk).toContain('witnesses[1].vkey')
  talk = ''
  expect(await run('witnesses', 'set', fileOf('{}'))).toBe(1)
  expect(talk).toContain('A quorum is a whole number')
  expect(talk).toContain('Lower the quorum.')
})
