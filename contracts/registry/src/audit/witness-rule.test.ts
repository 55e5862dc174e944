/** What the registry takes for a witness rule, and what it says of every other one. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readWitnessPolicy, vkeyOf } from '@xinqiao/audit-log'
import { expect, test } from 'vitest'
import { RegistryError } from '../errors.ts'
import { witnessesMax, witnessStopMsMin } from '../limits.ts'
import { readWitnessRule, witnessNames } from './witness-rule.ts'

const keys = Array.from({ length: 3 }, (): KeyObject => generateKeyPairSync('ed25519').publicKey)
const keyAt = (at: number): KeyObject => keys[at] as KeyObject
const vkeys = keys.map((key, at) => vkeyOf(`w${at}.example/w1`, key, 'witness'))
const three = vkeys.map((vkey, at) => ({ vkey, url: `https://w${at}.example` }))
const development = { production: false }

/** Why a rule is refused; in a whole refusal each finding has its duty, and words in both languages. */
function refusal(given: Readonly<Record<string, unknown>>, production = false): readonly (readonly [string, string])[] {
  const { code, httpStatus, findings } = refused(given, production)
  expect([code, httpStatus]).toEqual(['WITNESSES_INVALID', 422])
  const chinese = expect.stringMatching(/[\u3400-\u9fff]/u)
  const whole = { code: 'WITNESSES_INVALID', article: 'REG-26.2b', zh: chinese, nextZh: chinese }
  expect(findings).toEqual(findings.map(() => expect.objectContaining(whole)))
  return findings.map(({ where, message }) => [where, message])
}

function refused(given: Readonly<Record<string, unknown>>, production: boolean): RegistryError {
  try {
    readWitnessRule(given, { production })
  } catch (error) {
    if (error instanceof RegistryError) return error
    throw error
  }
  throw new Error('It was taken.')
}

test('a rule is read as the keepers read it, its quorum filled in, its addresses without a slash at the end', () => {
  const rule = readWitnessRule({ witnesses: three.map((one) => ({ ...one, url: `${one.url}/` })) }, development)
  expect(rule).toEqual({ witnesses: three, quorum: 2, stopAfterMs: null })
  expect(readWitnessPolicy(rule)).toMatchObject({ quorum: 2, witnesses: three.map(({ url }) => ({ url })) })
  expect(witnessNames(rule)).toEqual(['w0.example/w1', 'w1.example/w1', 'w2.example/w1'])
  expect(readWitnessRule({ witnesses: [] }, development)).toEqual({ witnesses: [], quorum: 0, stopAfterMs: null })
  expect(readWitnessRule({ witnesses: three, quorum: 3, stopAfterMs: 60_000 }, { production: true })).toMatchObject({
    quorum: 3,
    stopAfterMs: 60_000,
  })
})

test('everything wrong with a rule is named at once, by its place and never by its value', () => {
  const found = refusal({
    witnesses: [
      three[0],
      { vkey: vkeyOf('alias.example/w1', keyAt(0), 'witness'), url: 'https://login:hunter2@w.example' },
      { vkey: vkeyOf('w0.example/w1', keyAt(1), 'witness'), url: 'ftp://w.example' },
      { vkey: vkeyOf('log.example', keyAt(2), 'log'), url: 'https://w.example/?hunter2' },
      { vkey: 'hunter2', url: 'hunter2', more: 1 },
      null,
    ],
    quorum: 7,
    stopAfterMs: 0,
    quorom: 2,
  })
  expect(found.map(([where]) => where)).toEqual([
    'quorom',
    'witnesses[1].vkey',
    'witnesses[1].url',
    'witnesses[2].vkey',
    'witnesses[2].url',
    'witnesses[3].vkey',
    'witnesses[3].url',
    'witnesses[4]',
    'witnesses[4].vkey',
    'witnesses[4].url',
    'witnesses[5].vkey',
    'witnesses[5].url',
    'quorum, 1–6',
    'stopAfterMs',
  ])
  expect(found[1]?.[1]).toContain('one body under two names would count twice')
  expect(found[3]?.[1]).toContain('could not tell who signed')
  expect(found[5]?.[1]).toContain("a log's own signature witnesses nothing")
  expect(JSON.stringify(found)).not.toContain('hunter2')
})

test.each([
  [{}, 'witnesses'],
  [{ witnesses: {} }, 'witnesses'],
  [{ witnesses: Array.from({ length: witnessesMax + 1 }, () => three[0]) }, 'witnesses'],
  [{ witnesses: three, quorum: 0 }, 'quorum, 1–3'],
  [{ witnesses: three, quorum: 1.5 }, 'quorum, 1–3'],
  [{ witnesses: three, quorum: '2' }, 'quorum, 1–3'],
  [{ witnesses: [], quorum: 1 }, 'quorum'],
  [{ witnesses: three, stopAfterMs: '1' }, 'stopAfterMs'],
])('refused: %j', (given, where) => {
  expect(refusal(given).map(([at]) => at)).toEqual([where])
})

test('no rule of a production hub stops it between two rounds of its witnesses', () => {
  const soon = { witnesses: three, stopAfterMs: witnessStopMsMin - 1 }
  expect(refusal(soon, true).map(([at]) => at)).toEqual(['stopAfterMs'])
  expect(readWitnessRule(soon, development)).toMatchObject(soon)
})

test('a witness is asked over https; http is for this machine alone, and never in production', () => {
  const at = (url: string): Readonly<Record<string, unknown>> => ({ witnesses: [{ vkey: vkeys[0], url }] })
  expect(readWitnessRule(at('http://127.0.0.1:7081'), development)).toMatchObject({ quorum: 1 })
  expect(refusal(at('http://w.example'))).toHaveLength(1)
  expect(refusal(at('http://127.0.0.1:7081'), true)).toHaveLength(1)
})
