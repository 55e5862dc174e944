import { generateKeyPairJwk } from '@xinqiao/schema'
import { expect, test } from 'vitest'
import type { Bundle, Jwk } from './bundle.ts'
import { type KeyList, keysFor, openKeyList, signKeyList } from './key-list.ts'
import { bundleDigest, openBundle, signBundle } from './sign-bundle.ts'

const pair = async () => {
  const made = await generateKeyPairJwk('Ed25519')
  return { privateKey: made.privateKey as Jwk, publicKey: made.publicKey as Jwk }
}
const own = await pair()
const foreign = await pair()
const bundle: Bundle = {
  number: 7,
  issuedAt: '2026-11-23T02:00:00Z',
  notAfter: '2026-11-24T02:00:00Z',
  supergraph: 'type Query { subject: ID }',
  catalog: {},
  standards: {},
  contracts: [],
  consumers: [],
  agencies: [],
  issuers: [],
  calendars: [],
  revokedTokens: [],
}

test('a bundle opens under the key that signed it, whole', async () => {
  const jws = await signBundle(bundle, own.privateKey)
  expect(await openBundle(jws, [own.publicKey])).toEqual(bundle)
  expect(bundleDigest(jws)).toMatch(/^[\w-]{43}$/u)
})

test('the witness rule is carried and covered by the signature; without it there is none, half of one is refused', async () => {
  const witnesses = {
    witnesses: [{ vkey: 'court.example/w1+…', url: 'https://w.court.example' }],
    quorum: 1,
    stopAfterMs: null,
  }
  const jws = await signBundle({ ...bundle, witnesses }, own.privateKey)
  expect((await openBundle(jws, [own.publicKey])).witnesses).toEqual(witnesses)
  expect(bundleDigest(jws)).not.toBe(bundleDigest(await signBundle(bundle, own.privateKey)))
  expect((await openBundle(await signBundle(bundle, own.privateKey), [own.publicKey])).witnesses).toBeUndefined()
  for (const half of [null, [], { witnesses: [] }, { quorum: 0 }]) {
    const wrong = await signBundle({ ...bundle, witnesses: half } as unknown as Bundle, own.privateKey)
    await expect(openBundle(wrong, [own.publicKey])).rejects.toMatchObject({ code: 'BUNDLE_MALFORMED' })
  }
})

test('another key and a changed byte are refused', async () => {
  const jws = await signBundle(bundle, own.privateKey)
  const [header, payload = '', signature] = jws.split('.')
  const changed = [header, `${payload.slice(0, -2)}AA`, signature].join('.')
  await expect(openBundle(jws, [foreign.publicKey])).rejects.toMatchObject({ code: 'BUNDLE_SIGNATURE_INVALID' })
  await expect(openBundle(changed, [own.publicKey])).rejects.toMatchObject({ code: 'BUNDLE_SIGNATURE_INVALID' })
})

test('an older number is refused, the running one again is not', async () => {
  const jws = await signBundle(bundle, own.privateKey)
  await expect(openBundle(jws, [own.publicKey], { runningNumber: 8 })).rejects.toMatchObject({
    code: 'BUNDLE_NUMBER_OLD',
  })
  expect(await openBundle(jws, [own.publicKey], { runningNumber: 7 })).toMatchObject({ number: 7 })
})

test('a bundle is taken until its last moment and not at it', async () => {
  const jws = await signBundle(bundle, own.privateKey)
  const end = Date.parse(bundle.notAfter)
  expect(await openBundle(jws, [own.publicKey], { nowMs: end - 1 })).toMatchObject({ number: 7 })
  await expect(openBundle(jws, [own.publicKey], { nowMs: end })).rejects.toMatchObject({ code: 'BUNDLE_TOO_OLD' })
})

test('a key list is no bundle, although the same key signed it', async () => {
  const list: KeyList = { issuedAt: bundle.issuedAt, notAfter: bundle.notAfter, keys: [] }
  const jws = await signKeyList(list, own.privateKey)
  await expect(openBundle(jws, [own.publicKey])).rejects.toMatchObject({ code: 'BUNDLE_SIGNATURE_INVALID' })
})

test('a key list opens under the office root and tells which keys are honoured now', async () => {
  const key = {
    use: 'bundle',
    owner: 'registry',
    kid: 'k1',
    jwk: own.publicKey,
    from: bundle.issuedAt,
    to: bundle.notAfter,
  } as const
  const list: KeyList = { issuedAt: bundle.issuedAt, notAfter: bundle.notAfter, keys: [key] }
  const opened = await openKeyList(await signKeyList(list, foreign.privateKey), [foreign.publicKey])
  expect(keysFor(opened, 'bundle', Date.parse(key.from))).toEqual([key])
  expect(keysFor(opened, 'bundle', Date.parse(key.to))).toEqual([])
  expect(keysFor(opened, 'fetch', Date.parse(key.from))).toEqual([])
  expect(keysFor(opened, 'bundle', Date.parse(key.from), 'tax')).toEqual([])
})

test('a key list that carries a private half is refused', async () => {
  const key = {
    use: 'bundle',
    owner: 'registry',
    kid: 'k1',
    jwk: own.privateKey,
    from: bundle.issuedAt,
    to: bundle.notAfter,
  } as const
  const jws = await signKeyList(
    { issuedAt: bundle.issuedAt, notAfter: bundle.notAfter, keys: [key] },
    foreign.privateKey,
  )
  await expect(openKeyList(jws, [foreign.publicKey])).rejects.toMatchObject({ code: 'BUNDLE_MALFORMED' })
})
