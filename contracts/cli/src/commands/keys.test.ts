/** The verbs of the key store against a registry's wire: what is asked, what is said in both languages, how it ends. */
import { legalMonthOf } from '@xinqiao/schema'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { RegistryWire, type Told } from '../testing/registry-wire.ts'
import { listen } from '../testing/said.ts'

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

const said = listen()
let wire: RegistryWire
let answer: Told

beforeAll(async () => {
  wire = await RegistryWire.open({
    answer: ({ target }) => (target === '/months' ? { status: 200, body: months() } : answer),
  })
})
afterAll(() => wire.close())
beforeEach(() => {
  wire.asked = []
  answer = { status: 200, body: { month: view } }
})

const months = (): unknown => ({
  months: [
    view,
    { ...view, month: '2026-12', state: 'held', hold },
    { ...view, month: '2023-01', state: 'destroyed', destroyed: hold },
  ],
})

test('months come in one table with their states, and the counts beside it', async () => {
  expect(await wire.run('keys', 'months')).toBe(0)
  expect(said.out).toMatch(/2026-12\s+held\s+2029-12-01\s+2026-12-01\s+review/u)
  expect(said.talk).toBe('3 months: 2 with keys, 1 of them held; 1 destroyed.\n')
  expect(wire.asked).toEqual([{ method: 'GET', target: '/months', body: null }])
})

test('an act carries its reason, names a month by word or number, and is told in numbers', async () => {
  expect(await wire.run('keys', 'hold', 'this', '--reason', 'review')).toBe(0)
  expect(wire.asked[0]).toEqual({
    method: 'POST',
    target: `/months/${legalMonthOf(Date.now())}/hold`,
    body: { reason: 'review' },
  })
  expect(said.out).toContain('2 keys are held; the end of the term (2029-12-01) does not destroy them. Months held: 1.')
  said.out = ''
  expect(await wire.run('keys', 'release', '2026-11', '--reason', '复议终结', '--lang', 'zh')).toBe(0)
  expect(said.out).toContain('2026-11：保全已解除')
  expect(await wire.run('keys', 'destroy', '2026-11', '--reason', 'r')).toBe(0)
  expect(wire.asked.at(-2)).toMatchObject({ target: '/months/2026-11/destroy', body: { reason: 'r' } })
  expect(said.out).toContain('2 keys destroyed')
})

test('nothing is done without a reason: a hold is not asked for, a destruction only told', async () => {
  expect(await wire.run('keys', 'hold', '2026-11')).toBe(2)
  expect(said.talk).toContain('--reason')
  expect(await wire.run('keys', 'destroy', '2026-11')).toBe(0)
  expect(said.out).toContain('2 keys would be destroyed, from 2027-06-01 at the earliest; its term ends 2029-12-01')
  expect(wire.asked.filter(({ method }) => method === 'POST')).toEqual([])
  expect(await wire.run('keys', 'destroy', '2001-01')).toBe(2)
  expect(await wire.run('keys', 'hold', 'november', '--reason', 'r')).toBe(2)
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
  expect(await wire.run('keys', 'hold', '2026-11', '--reason', 'r', '--lang', 'zh')).toBe(1)
  expect(said.talk).toContain('法定保全')
  expect(said.talk).toContain('先行解除')
  said.talk = ''
  expect(await wire.run('keys', 'hold', '2026-11', '--reason', 'r')).toBe(1)
  expect(said.talk).toContain('A legal hold stands.')
  expect(said.talk).toContain('OPI-XXIV.b')
})
