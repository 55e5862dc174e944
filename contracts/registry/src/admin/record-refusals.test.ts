/** Refused calls have their entry where somebody is proven, and are counted where nobody is; a flood leaves no more than its share. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { logLeaves, readLeaf } from '@xinqiao/audit-log'
import type { Jwk } from '@xinqiao/contracts'
import { contentDigest, type IngestTag, importSigningKey, jwkThumbprint, signIngest } from '@xinqiao/schema'
import type { FastifyRequest } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publicHalf } from '../config.ts'
import { RegistryError } from '../errors.ts'
import { refusalEntriesAMinute } from '../limits.ts'
import { privateJwk } from '../testing/keys.ts'
import { agencyBody, type TestRegistry, testRegistry } from '../testing/test-registry.ts'
import { proveCaller } from './proven-callers.ts'
import { openRefusals } from './record-refusals.ts'

const officeKey = privateJwk('Ed25519')
let registry: TestRegistry
beforeAll(async () => {
  registry = await testRegistry()
  await registry.signed('PUT', '/agencies/office', agencyBody('office', { key: publicHalf(officeKey) }))
})
afterAll(() => registry.end())

type Entry = Readonly<Record<string, unknown>>

function entries(): readonly Entry[] {
  const node = join(registry.config.stateDir, 'audit', 'registry')
  const year = readdirSync(node).find((name) => /^\d{4}$/u.test(name)) ?? ''
  return [...logLeaves(join(node, year))].map(readLeaf)
}

/** The entries that a call leaves, without what all have. */
async function leftBy(call: () => Promise<unknown>): Promise<readonly Entry[]> {
  const before = entries().length
  await call()
  return entries()
    .slice(before)
    .map(({ v: _v, at: _at, ...entry }) => entry)
}

async function signedAs(key: Jwk, tag: IngestTag, method: 'GET' | 'POST', path: string): Promise<number> {
  const url = `${registry.registry}${path}`
  const body = method === 'GET' ? undefined : Buffer.from('{}')
  const signed = signIngest({ method, url, contentDigest: contentDigest(body), tag }, importSigningKey(key))
  return (await fetch(url, { method, headers: signed, ...(body === undefined ? {} : { body }) })).status
}

const idOf = (key: Jwk): Promise<string> => jwkThumbprint(publicHalf(key))

test('[REG-26.2b] an act that the operator is refused is an entry: which call, whose key, with which code; nothing of its content', async () => {
  const { operator } = registry.keys
  const left = await leftBy(() => registry.signed('PUT', '/agencies/amr', { sdl: '张三 460100199001011234' }))
  expect(left).toEqual([
    {
      kind: 'admin',
      act: 'call.refused',
      object: 'PUT /agencies/:id',
      by: await idOf(operator),
      before: '',
      after: '',
      bundle: null,
      failed: 'REQUEST_INVALID',
    },
  ])
  const destroyed = await leftBy(() => registry.signed('POST', '/months/2020-01/destroy', { reason: 'invented' }))
  expect(destroyed).toMatchObject([{ object: 'POST /months/:month/destroy', failed: 'MONTH_UNKNOWN' }])
})

test('who is proven and has no right is named: another key of the hub, an agency’s, or the right key at the wrong door', async () => {
  const { operator, auditor } = registry.keys
  const refusedLook = { kind: 'auditor', client: null, decision: 'refused', code: 'OPERATOR_REQUIRED', status: 401 }
  expect(await leftBy(() => signedAs(operator, 'xinqiao-audit-1', 'POST', '/audit/search'))).toEqual([
    { ...refusedLook, act: 'search', object: 'index', by: await idOf(operator) },
  ])
  const entry = '/audit/registry/2026/entry/0'
  expect(await leftBy(() => signedAs(officeKey, 'xinqiao-admin-1', 'GET', entry))).toEqual([
    { ...refusedLook, act: 'read', object: entry.slice('/audit/'.length), by: await idOf(officeKey) },
  ])
  expect(await leftBy(() => signedAs(auditor, 'xinqiao-admin-1', 'POST', '/audit/search'))).toMatchObject([
    { act: 'search', by: await idOf(auditor) },
  ])
  expect(await leftBy(() => signedAs(auditor, 'xinqiao-audit-1', 'GET', '/months'))).toMatchObject([
    { act: 'call.refused', object: 'GET /months', by: await idOf(auditor), failed: 'OPERATOR_REQUIRED' },
  ])
  const lookup = { pseudonyms: {} }
  expect(await leftBy(() => registry.signed('POST', '/audit/lookups', lookup, registry.keys.fetch))).toMatchObject([
    { act: 'lookup', status: 403, by: await idOf(registry.keys.fetch) },
  ])
})

test('a leaf that is not there is one entry, not two', async () => {
  const path = '/audit/registry/2026/entry/999999'
  expect(await leftBy(() => signedAs(registry.keys.auditor, 'xinqiao-audit-1', 'GET', path))).toMatchObject([
    { act: 'read', code: 'NOT_FOUND', status: 404 },
  ])
})

test('nobody proven, no entry: strangers, forgeries and unknown addresses are counted by code', async () => {
  const { operator } = registry.keys
  const url = `${registry.registry}/months`
  const signed = signIngest(
    { method: 'GET', url, contentDigest: contentDigest(), tag: 'xinqiao-admin-1' },
    importSigningKey(operator),
  )
  const left = await leftBy(async () => {
    expect(await signedAs(privateJwk('Ed25519'), 'xinqiao-admin-1', 'GET', '/months')).toBe(401)
    expect((await fetch(url)).status).toBe(401)
    expect((await fetch(url, { headers: signed })).status).toBe(200)
    // Sent again by whoever heard it; and to another door than it was signed for.
    expect((await fetch(url, { headers: signed })).status).toBe(401)
    expect((await fetch(`${registry.registry}/audit/index`, { headers: signed })).status).toBe(401)
    for (const path of ['/nothing', '/contracts/nothing'])
      expect((await fetch(`${registry.registry}${path}`)).status).toBe(404)
  })
  expect(left).toEqual([])
  await registry.close()
  const counted = entries().flatMap(({ kind, turnedAway }) => (kind === 'system' ? [turnedAway] : []))
  expect(counted).toContainEqual({ OPERATOR_REQUIRED: 4, UNKNOWN: 2 })
  await registry.startAgain()
})

test('one key leaves its share of entries a minute; what is above is counted, and what cannot be recorded is not answered', async () => {
  let nowMs = 0
  let isFull = false
  const counted: string[] = []
  const acts: string[] = []
  const recorder = openRefusals({
    audit: {
      act: async ({ act }) => {
        if (isFull) throw new RegistryError('AUDIT_UNAVAILABLE', 503, 'no space')
        return { origin: 'o', index: acts.push(act) - 1, leafHash: '' }
      },
      looked: async () => 'o/0',
      turnedAway: (code) => counted.push(code),
    },
    monotonicMs: () => nowMs,
  })
  const request = { method: 'POST', routeOptions: { url: '/load' }, raw: {} } as unknown as FastifyRequest
  proveCaller(request, 'kid')
  const refusal = new RegistryError('KEYS_HELD', 409, 'held')
  for (let n = 0; n < refusalEntriesAMinute + 5; n += 1) await recorder(request, refusal)
  expect([acts.length, counted.length]).toEqual([refusalEntriesAMinute, 5])
  nowMs = 60_000
  await recorder(request, refusal)
  expect(acts).toHaveLength(refusalEntriesAMinute + 1)
  await recorder(request, new RegistryError('STORE_UNAVAILABLE', 503, 'away'))
  expect(acts).toHaveLength(refusalEntriesAMinute + 1)
  isFull = true
  await expect(recorder(request, refusal)).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
})
