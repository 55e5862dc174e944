/** The registry's log over HTTP: hashes for everybody, leaves for auditors (audit.md §5). */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { checkProof, leafHash, logLeaves, readLeaf, readProof, readVkey } from '@xinqiao/audit-log'
import type { Jwk } from '@xinqiao/contracts'
import { contentDigest, importSigningKey, signIngest } from '@xinqiao/schema'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agencyBody, type TestRegistry, testRegistry } from '../testing/test-registry.ts'

let registry: TestRegistry
let year: string
beforeAll(async () => {
  registry = await testRegistry()
  await registry.signed('PUT', '/agencies/amr', agencyBody('amr'))
  year = readdirSync(node()).find((name) => /^\d{4}$/u.test(name)) ?? ''
  const size = entries().length
  // The process beside the registry signs a checkpoint each second in which something was added.
  for (;;) {
    const note = await (await fetch(`${registry.registry}/audit/registry/${year}/checkpoint`)).text()
    if (Number(note.split('\n')[1]) >= size) return
    await pause(100)
  }
})
afterAll(() => registry.end())

function node(): string {
  return join(registry.config.stateDir, 'audit', 'registry')
}

function entries() {
  return [...logLeaves(join(node(), year))].map(readLeaf)
}

function read(path: string, key: Jwk = registry.keys.auditor): Promise<Response> {
  const url = `${registry.registry}${path}`
  const signed = signIngest(
    { method: 'GET', url, contentDigest: contentDigest(), tag: 'xinqiao-audit-1' },
    importSigningKey(key),
  )
  return fetch(url, { headers: signed })
}

test('an act of the registry is proven from outside: its entry by an auditor, its proof against the published key', async () => {
  const index = entries().findIndex(({ kind, act }) => kind === 'admin' && act === 'agency.put')
  const answer = await read(`/audit/registry/${year}/entry/${index}`)
  const proof = readProof(await answer.text())
  const { keys } = (await (await fetch(`${registry.registry}/audit/keys`)).json()) as {
    readonly keys: readonly { readonly origin: string; readonly vkey: string }[]
  }
  const key = keys.find(({ origin }) => origin === `xinqiao/audit/registry/${year}`)
  const opened = checkProof(proof, leafHash(proof.extra ?? Buffer.alloc(0)), readVkey(key?.vkey ?? ''))
  expect(opened.origin).toBe(key?.origin)
  expect(readLeaf(proof.extra ?? Buffer.alloc(0))).toMatchObject({ kind: 'admin', act: 'agency.put' })
  expect(entries().at(-1)).toMatchObject({
    kind: 'auditor',
    act: 'read',
    object: `registry/${year}/entry/${index}`,
    decision: 'permit',
    status: 200,
  })
  expect(answer.headers.get('hub-receipt')).toBe(`xinqiao/audit/registry/${year}/${entries().length - 1}`)
})

test('checkpoint and tiles are open to all, leaves are not, to the operator neither', async () => {
  const open = await fetch(`${registry.registry}/audit/registry/${year}/checkpoint`)
  expect([open.status, await open.text()]).toEqual([200, expect.stringContaining(`xinqiao/audit/registry/${year}\n`)])
  const path = `/audit/registry/${year}/entry/0`
  expect((await fetch(`${registry.registry}${path}`)).status).toBe(401)
  expect((await read(path, registry.keys.operator)).status).toBe(401)
  expect((await read(`/audit/registry/${year}/entry/999999`)).status).toBe(404)
  expect((await read(`/audit/registry/${year}/wal/00000000000000000000.wal`)).status).toBe(404)
  expect((await read('/audit/gateway/2026/entry/0')).status).toBe(404)
})
