/** k of n: what settles a checkpoint and what never does. */
import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type NoteKey, readVkey, vkeyOf } from '../notes/index.ts'
import { readWitnessPolicy, settles, unwitnessed } from './witness-policy.ts'

const keys = Array.from({ length: 7 }, (_, at) => {
  const { publicKey } = generateKeyPairSync('ed25519')
  return {
    vkey: vkeyOf(`witness-${at}`, publicKey, 'witness'),
    alias: vkeyOf(`alias-${at}`, publicKey, 'witness'),
    publicKey,
  }
})
const witnesses = (count: number): unknown[] =>
  keys.slice(0, count).map(({ vkey }, at) => ({ vkey, url: `https://w${at}.example/` }))
const keyAt = (at: number): NoteKey => readVkey(keys[at]?.vkey ?? '')
const policyOfMany = fc
  .integer({ min: 1, max: 6 })
  .chain((count) => fc.record({ count: fc.constant(count), quorum: fc.integer({ min: 1, max: count }) }))
const somebody = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 20 })

test('a checkpoint is settled by exactly k different witnesses of the policy, whoever else signed and however often', () => {
  fc.assert(
    fc.property(policyOfMany, somebody, ({ count, quorum }, signers) => {
      const policy = readWitnessPolicy({ witnesses: witnesses(count), quorum })
      const named = new Set(signers.filter((at) => at < count))
      expect(settles(policy, signers.map(keyAt))).toBe(named.size >= quorum)
    }),
  )
})

test('one more signature never unsettles', () => {
  fc.assert(
    fc.property(policyOfMany, somebody, fc.integer({ min: 0, max: 6 }), ({ count, quorum }, signers, other) => {
      const policy = readWitnessPolicy({ witnesses: witnesses(count), quorum })
      const [before, after] = [signers, [...signers, other]].map((all) => settles(policy, all.map(keyAt)))
      expect(Number(after)).toBeGreaterThanOrEqual(Number(before))
    }),
  )
})

test('one body under two names counts once, and cannot stand in a policy twice', () => {
  const policy = readWitnessPolicy({ witnesses: witnesses(3) })
  const twice = [keyAt(0), readVkey(keys[0]?.alias ?? '')]
  expect([policy.quorum, settles(policy, twice), settles(policy, [keyAt(0), keyAt(1)])]).toEqual([2, false, true])
  const doubled = [...witnesses(2), { vkey: keys[0]?.alias, url: 'https://other.example' }]
  expect(() => readWitnessPolicy({ witnesses: doubled })).toThrow('WITNESS_POLICY_INVALID')
})

test('without a number it is more than half; without witnesses nothing is ever settled', () => {
  expect([1, 2, 3, 4, 5].map((count) => readWitnessPolicy({ witnesses: witnesses(count) }).quorum)).toEqual([
    1, 2, 2, 3, 3,
  ])
  expect(readWitnessPolicy({ witnesses: [] })).toEqual(unwitnessed)
  expect(settles(unwitnessed, [keyAt(0)])).toBe(false)
})

test('a policy that could never be met, or met by nobody, is refused', () => {
  const logKey = vkeyOf('log', keys[0]?.publicKey ?? fail(), 'log')
  const one = { vkey: keys[0]?.vkey, url: 'https://w.example' }
  const wrong = [
    null,
    [],
    'policy',
    {},
    { witnesses: {} },
    { witnesses: witnesses(3), quorum: 0 },
    { witnesses: witnesses(3), quorum: 4 },
    { witnesses: witnesses(3), quorum: 1.5 },
    { witnesses: witnesses(3), quorum: '2' },
    { witnesses: [], quorum: 1 },
    { witnesses: witnesses(3), stopAfterMs: 0 },
    { witnesses: witnesses(3), surprise: true },
    { witnesses: [null] },
    { witnesses: [{ ...one, url: 'ftp://w.example' }] },
    { witnesses: [{ ...one, url: 'https://name:secret@w.example' }] },
    { witnesses: [{ ...one, url: 'https://w.example/?a=b' }] },
    { witnesses: [{ ...one, url: 'nowhere' }] },
    { witnesses: [{ ...one, more: 1 }] },
    { witnesses: [{ url: one.url }] },
    { witnesses: [{ ...one, vkey: logKey }] },
    { witnesses: [one, { ...one, vkey: vkeyOf('witness-0', keys[1]?.publicKey ?? fail(), 'witness') }] },
  ]
  for (const value of wrong) expect(() => readWitnessPolicy(value)).toThrow('WITNESS_POLICY_INVALID')
  expect(() => readWitnessPolicy({ witnesses: [{ ...one, vkey: `${one.vkey}x` }] })).toThrow('AUDIT_NOTE_INVALID')
})

function fail(): never {
  throw new Error('no key')
}
