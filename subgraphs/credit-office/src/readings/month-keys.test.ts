/** The office's keys of every month, sealed to it alone; a destroyed month has no name any more (audit.md §6). */
import { createSecretKey, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type KeyList, signKeyList } from '@xinqiao/contracts'
import {
  auditPseudonym,
  generateKeyPairJwk,
  importVerifyKey,
  type Jwk,
  jwkThumbprint,
  type MonthKeyPair,
  monthKeysPurpose,
  NonceStore,
  sealAnswer,
  verifyIngest,
  writeMonthKeys,
} from '@xinqiao/schema'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { officeMonthKeys } from './month-keys.ts'

const half = ({ d: _private, ...rest }: Jwk): Jwk => rest
const made = async (algorithm: 'Ed25519' | 'X25519'): Promise<Jwk> => (await generateKeyPairJwk(algorithm)).privateKey
const month = (name: string): MonthKeyPair => ({ month: name, pseudonym: randomBytes(32), payload: randomBytes(32) })

let keys: { readonly root: Jwk; readonly store: Jwk; readonly agency: Jwk; readonly agreement: Jwk }
let pairs: readonly MonthKeyPair[]
let questions: number
let isAway: boolean
let server: Server
beforeEach(async () => {
  keys = {
    root: await made('Ed25519'),
    store: await made('X25519'),
    agency: await made('Ed25519'),
    agreement: await made('X25519'),
  }
  pairs = ['2026-09', '2026-10', '2026-11'].map(month)
  questions = 0
  isAway = false
  const list = await keyList()
  const nonces = new NonceStore()
  server = createServer((request, response) => {
    if (isAway) return void request.socket.destroy()
    if (request.url === '/keys') return void response.end(list)
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      questions += 1
      const body = Buffer.concat(chunks)
      const { digest } = verifyIngest(
        { method: 'POST', target: request.url ?? '', headers: request.headers },
        {
          publicUrl: url(),
          key: importVerifyKey(keys.agency),
          tag: 'xinqiao-admin-1',
          nonces,
          nowSeconds: Date.now() / 1000,
        },
      )
      digest.update(body)
      digest.demand()
      const parties = { own: keys.store, other: half(keys.agreement), purpose: monthKeysPurpose }
      response.end(JSON.stringify(sealAnswer(JSON.parse(body.toString()), writeMonthKeys(pairs), parties)))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
})

const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
async function keyList(): Promise<string> {
  const jwk = half(keys.store)
  const entry = {
    use: 'key-store',
    owner: 'hub',
    kid: await jwkThumbprint(jwk),
    jwk,
    from: '2020-01-01T00:00:00Z',
    to: '2100-01-01T00:00:00Z',
  } as const
  const list: KeyList = { issuedAt: new Date().toISOString(), notAfter: '2100-01-01T00:00:00Z', keys: [entry] }
  return signKeyList(list, keys.root)
}
const open = (nowMs?: () => number, root = keys.root): ReturnType<typeof officeMonthKeys> =>
  officeMonthKeys(
    { registryUrl: url(), officeRoot: half(root), keys: { agency: keys.agency, agreement: keys.agreement } },
    nowMs,
  )

test('a subject has one name a month, the same that the gateways write; the keys are asked for once', async () => {
  const office = open()
  const [names, again] = await Promise.all([office.names('person', 'P-1'), office.names('person', 'P-1')])
  expect(names).toEqual(
    pairs.map((pair) => ({
      month: pair.month,
      pseudonym: auditPseudonym(createSecretKey(pair.pseudonym), 'person', 'P-1'),
    })),
  )
  expect(again).toEqual(names)
  expect((await office.payloadKey('2026-10'))?.export()).toEqual(pairs[1]?.payload)
  expect(questions).toBe(1)
})

test('AU12: a month whose keys are destroyed has no name and no payload key within the hour', async () => {
  let nowMs = 0
  const office = open(() => nowMs)
  expect(await office.names('organization', 'X')).toHaveLength(3)
  pairs = pairs.slice(1)
  nowMs = 60 * 60 * 1000
  expect((await office.names('organization', 'X')).map((name) => name.month)).toEqual(['2026-10', '2026-11'])
  expect(await office.payloadKey('2026-09')).toBeUndefined()
})

test('keys past their hour are not used while the key store is away, nor those of a list another root signed', async () => {
  let nowMs = 0
  const office = open(() => nowMs)
  await office.names('person', 'P-1')
  isAway = true
  nowMs = 60 * 60 * 1000
  await expect(office.names('person', 'P-1')).rejects.toThrow('fetch failed')
  isAway = false
  expect(await office.names('person', 'P-1')).toHaveLength(3)
  await expect(open(undefined, await made('Ed25519')).names('person', 'P-1')).rejects.toThrow(
    'BUNDLE_SIGNATURE_INVALID',
  )
})
