/** The log of a gateway over HTTP: hashes for everybody, leaves for auditors and for the client they name (audit.md §5). */
import { setTimeout as pause } from 'node:timers/promises'
import { checkProof, leafHash, readLeaf, readProof, readVkey } from '@xinqiao/audit-log'
import { contentDigest, importSigningKey, type Jwk, signIngest } from '@xinqiao/schema'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestDoor } from '../testing/test-door.ts'

let door: TestDoor
let log: string
let own: number
let other: number

beforeAll(async () => {
  door = await TestDoor.open()
  await door.publish()
  await door.start()
  own = indexOf((await door.ask()).headers)
  other = indexOf((await door.askAnonymously()).headers)
  log = `/audit/gateway/${new Date(Date.now() + 8 * 3_600_000).getUTCFullYear()}`
  await covered()
})
afterAll(() => door.end())

function indexOf(headers: Headers): number {
  return Number(headers.get('hub-receipt')?.split('/').at(-1))
}

/** Resolves when the log's keeper has a checkpoint over every entry. */
async function covered(): Promise<void> {
  const size = (await door.entries()).length
  for (;;) {
    const note = await (await get(`${log}/checkpoint`)).text()
    if (note.split('\n')[1] === String(size)) return
    await pause(50)
  }
}

function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${door.url}${path}`, { headers })
}

/** A read signed by an auditor, or with another key. */
function read(path: string, key: Jwk = door.control.keys.auditor): Promise<Response> {
  const url = `https://hub.example${path}`
  const signed = signIngest(
    { method: 'GET', url, contentDigest: contentDigest(), tag: 'xinqiao-audit-1' },
    importSigningKey(key),
  )
  return get(path, signed)
}

/** A read by a client of the hub. */
async function readAs(client: string, path: string): Promise<Response> {
  const token = await door.token({ clientId: client })
  const proof = await door.proof(token, { method: 'GET', url: `https://hub.example${path}` })
  return get(path, { authorization: `DPoP ${token}`, dpop: proof })
}

async function lastEntry(): Promise<Readonly<Record<string, unknown>> | undefined> {
  return (await door.entries()).at(-1)
}

test('checkpoint, hash tiles and keys are open to all; a full tile may be kept for ever', async () => {
  const before = (await door.entries()).length
  const checkpoint = await get(`${log}/checkpoint`)
  expect([checkpoint.status, await checkpoint.text()]).toEqual([200, expect.stringContaining(`xinqiao${log}\n`)])
  const tile = await get(`${log}/tile/0/000.p/${before}`)
  expect([tile.status, (await tile.arrayBuffer()).byteLength]).toEqual([200, before * 32])
  expect(tile.headers.get('cache-control')).toContain('immutable')
  const { keys } = (await (await get('/audit/keys')).json()) as { readonly keys: readonly { readonly vkey: string }[] }
  expect(readVkey(keys[0]?.vkey ?? '').name).toBe(`xinqiao${log}`)
  expect((await door.entries()).length).toBe(before)
})

test('leaves are for auditors, and each such read is an entry before it is answered', async () => {
  const count = (await door.entries()).length
  const path = `${log}/tile/entries/000.p/${count}`
  const answer = await read(path)
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('"kind":"query"')
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
  expect(answer.headers.get('hub-receipt')).toBe(`xinqiao${log}/${count}`)
  expect(await lastEntry()).toMatchObject({
    kind: 'auditor',
    act: 'read',
    object: path.slice('/audit/'.length),
    decision: 'permit',
    client: null,
    status: 200,
  })
})

test('a client reads the entry that names it, with a proof that holds, and no other', async () => {
  const answer = await readAs('tax-app', `${log}/entry/${own}`)
  const proof = readProof(await answer.text())
  const leaf = proof.extra ?? Buffer.alloc(0)
  expect(readLeaf(leaf)).toMatchObject({ kind: 'query', client: 'tax-app' })
  const { keys } = (await (await get('/audit/keys')).json()) as { readonly keys: readonly { readonly vkey: string }[] }
  expect(checkProof(proof, leafHash(leaf), readVkey(keys[0]?.vkey ?? '')).origin).toBe(`xinqiao${log}`)
  const foreign = await readAs('tax-app', `${log}/entry/${other}`)
  const absent = await readAs('tax-app', `${log}/entry/123456`)
  expect([foreign.status, await foreign.text()]).toEqual([404, await absent.text()])
  expect((await readAs('portal-app', `${log}/entry/${own}`)).status).toBe(404)
  expect((await readAs('tax-app', `${log}/tile/entries/000.p/2`)).status).toBe(404)
  expect(await lastEntry()).toMatchObject({
    kind: 'auditor',
    client: 'tax-app',
    code: 'NOT_FOUND',
    decision: 'refused',
  })
})

test('without a credential nothing is shown and nothing written; a wrong or repeated one is an entry', async () => {
  const path = `${log}/entry/${own}`
  const before = (await door.entries()).length
  expect((await get(path)).status).toBe(401)
  expect((await door.entries()).length).toBe(before)
  expect((await read(path, door.control.keys.fetch)).status).toBe(401)
  expect(await lastEntry()).toMatchObject({ kind: 'auditor', by: 'unproven', code: 'UNAUTHENTICATED', status: 401 })
  const signed = signIngest(
    { method: 'GET', url: `https://hub.example${path}`, contentDigest: contentDigest(), tag: 'xinqiao-audit-1' },
    importSigningKey(door.control.keys.auditor),
  )
  expect((await get(path, signed)).status).toBe(200)
  expect((await get(path, signed)).status).toBe(401)
  expect((await get(`${log}/entry/${other}`, signed)).status).toBe(401)
})

test.each(['wal/00000000000000000000.wal', 'origin', 'tile', 'tile/', '', '..%2f..%2fown-keys', 'tile/0/..%2f000'])(
  'nothing lies at %s',
  async (rest) => {
    const answer = await read(`${log}/${rest}`)
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('NOT_FOUND')])
  },
)

test('another node and another year are not here', async () => {
  expect((await get('/audit/registry/2026/checkpoint')).status).toBe(404)
  expect((await get('/audit/gateway/1999/checkpoint')).status).toBe(404)
  expect((await get('/audit/gateway')).status).toBe(404)
})
