/** The verbs of the witness rule against a registry's wire: what is asked, what is said in both languages, how it ends. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { RegistryWire, type Told } from '../testing/registry-wire.ts'
import { listen } from '../testing/said.ts'

const witnesses = [
  { vkey: 'court.example/w1+0a1b2c3d+BAAA', url: 'https://w.court.example' },
  { vkey: 'tax.example/w1+1a2b3c4d+BBBB', url: 'https://w.tax.example' },
]
const said = listen()
let wire: RegistryWire
let rule: unknown
let answer: Told

beforeAll(async () => {
  wire = await RegistryWire.open({ answer: () => answer, shown: () => rule })
})
afterAll(() => wire.close())
beforeEach(() => {
  wire.asked = []
  rule = { witnesses, quorum: 2, stopAfterMs: null }
  answer = { status: 200, body: { changed: true, bundle: 7 } }
})

const fileOf = (text: string): string => {
  const file = join(wire.stateDir, 'rule.json')
  writeFileSync(file, text)
  return file
}

test('the rule in force comes as a table, in both languages; a hub without witnesses says so', async () => {
  expect(await wire.run('witnesses', 'show')).toBe(0)
  expect(said.out).toMatch(/court\.example\/w1\s+0a1b2c3d\s+https:\/\/w\.court\.example/u)
  expect(said.talk).toBe('2 witnesses; 2 of them must sign before a checkpoint is settled.\n')
  rule = { witnesses: [], quorum: 0, stopAfterMs: null }
  said.out = ''
  expect(await wire.run('witnesses', 'show', '--lang', 'zh')).toBe(0)
  expect(said.out).toContain('没有见证方')
})

test('a rule is set from a file, or from what was shown of one, and told in numbers', async () => {
  expect(await wire.run('witnesses', 'set', fileOf(JSON.stringify({ witnesses, quorum: 2 })))).toBe(0)
  expect(wire.asked).toEqual([{ method: 'POST', target: '/audit/witnesses', body: { witnesses, quorum: 2 } }])
  expect(said.out).toBe(
    'Set (bundle 7): 2 witnesses, 2 of them must sign, from the next round on, within ten seconds.\n',
  )
  said.out = ''
  expect(await wire.run('witnesses', 'show', '-o', 'json')).toBe(0)
  answer = { status: 200, body: { changed: false, bundle: 7 } }
  expect(await wire.run('witnesses', 'set', fileOf(said.out), '--lang', 'zh')).toBe(0)
  expect(wire.asked[1]?.body).toEqual(rule)
  expect(said.out).toContain('无变化（规则包 7）：2 个见证方')
})

test('taking all witnesses away has to be said, and what it costs is told', async () => {
  rule = { witnesses: [], quorum: 0, stopAfterMs: null }
  expect(await wire.run('witnesses', 'set', '--none')).toBe(0)
  expect(wire.asked).toEqual([{ method: 'POST', target: '/audit/witnesses', body: { witnesses: [] } }])
  expect(said.out).toContain('only by whoever kept a checkpoint or a receipt')
  expect(await wire.run('witnesses', 'set')).toBe(2)
  expect(await wire.run('witnesses', 'set', fileOf('{}'), '--none')).toBe(2)
  expect(await wire.run('witnesses', 'set', join(wire.stateDir, 'nothing'))).toBe(2)
  expect(await wire.run('witnesses', 'set', fileOf('[]'))).toBe(2)
  expect(said.talk).toContain('WITNESSES_UNREADABLE')
  expect(wire.asked).toHaveLength(1)
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
  expect(await wire.run('witnesses', 'set', fileOf(JSON.stringify({ witnesses, quorum: 9 })), '--lang', 'zh')).toBe(1)
  expect(said.talk).toContain('所需签署数应为')
  expect(said.talk).toContain('降低签署数')
  expect(said.talk).toContain('witnesses[1].vkey')
  said.talk = ''
  expect(await wire.run('witnesses', 'set', fileOf('{}'))).toBe(1)
  expect(said.talk).toContain('A quorum is a whole number')
  expect(said.talk).toContain('Lower the quorum.')
})
