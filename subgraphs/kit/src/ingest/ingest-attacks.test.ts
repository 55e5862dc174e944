/** Lines made to say one thing to the door and another to a reader: hidden numbers, turned text, fields said twice. */
import { describe, expect, test } from 'vitest'
import { type Envelope, legalRepresentative, penalty, person } from '../../test/penalty.ts'
import { testRules } from '../../test/rules.ts'
import { judgeRecord } from './judge-record.ts'
import { ndjsonRows } from './ndjson-rows.ts'

const rules = testRules()
const basis = penalty('x')['basisDocument'] as Envelope
const data = penalty('x')['data'] as Envelope
const { number } = person.document
const fullWidth = [...number].map((digit) => String.fromCodePoint((digit.codePointAt(0) ?? 0) + 0xfee0)).join('')
const spellings = [
  ['as it is', number],
  ['in full-width digits', fullWidth],
  ['with spaces', `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}`],
  ['in groups of four, after another number', `第12 ${number.match(/.{1,4}/gu)?.join(' ')}`],
  ['with dashes', `${number.slice(0, 6)}-${number.slice(6, 10)}-${number.slice(10, 14)}–${number.slice(14)}`],
  ['with what is not seen', `${number.slice(0, 6)}\u200b${number.slice(6)}`],
] as const

const pathOf = (record: unknown): string => {
  const verdict = judgeRecord(record, rules)
  return verdict.kind === 'refused' ? verdict.path : 'accepted'
}

describe.each(spellings)('[PLAN-IV.1a] a citizen number %s', (_how, spelt) => {
  test('stands in no free text', () =>
    expect(pathOf(penalty('1', { data: { ...data, violation: `当事人${spelt}` } }))).toBe('data.violation'))

  test('stands in no basis document', () =>
    expect(pathOf(penalty('1', { basisDocument: { ...basis, number: spelt } }))).toBe('basisDocument.number'))

  test('is no number of a record', () => expect(pathOf(penalty(spelt))).toBe('id'))

  test('stands in no name', () => {
    const record = legalRepresentative('L', number)
    const payload = record['data'] as { readonly person: Envelope }
    expect(pathOf(record)).toBe('accepted')
    const named = { ...payload, person: { ...payload.person, name: `甲 ${spelt}` } }
    expect(pathOf({ ...record, data: named })).toBe('data.person')
  })
})

test.each([
  '账号 6222 0219 0000 0112 345',
  '琼市监处罚〔2026〕460105 号，罚款 1903020.40 元',
  '2021-11-24 至 2026-11-23，共 1825 日',
])('other numbers are text like any other: %s', (violation) =>
  expect(pathOf(penalty('1', { data: { ...data, violation } }))).toBe('accepted'),
)

test.each(['\u202e', '\u2066', '\u200f'])('a mark that turns the direction of a text is refused', (mark) => {
  expect(pathOf(penalty('1', { data: { ...data, violation: `正常${mark}反转` } }))).toBe('data.violation')
  expect(pathOf(penalty('1', { basisDocument: { ...basis, number: `1${mark}2` } }))).toBe('basisDocument.number')
})

describe('a field said twice', () => {
  const read = async (text: string): Promise<unknown> => {
    const rows: unknown[] = []
    for await (const row of ndjsonRows(one(text))) rows.push(row)
    return rows[0]
  }
  const lawful = JSON.stringify(penalty('D-1', { data: { ...data, violation: 'a "b": {"c":1}' } }))

  test.each([
    ['secrecy', lawful.replace('{', '{"secrecy":"top_secret",')],
    ['the payload', lawful.replace('"data":', '"data":{"religion":"x"},"data":')],
    ['inside the payload', lawful.replace('"fine":', '"fine":1,"fine":')],
    ['spelt otherwise', lawful.replace('{', '{"\\u0073ecrecy":"top_secret",')],
  ])('%s: the line is refused', async (_what, text) => {
    expect(await read(text)).toMatchObject({ line: 1, problem: expect.any(String) })
  })

  test('said once, the line is read; colons and braces inside a text are text', async () => {
    expect(await read(lawful)).toEqual({ line: 1, value: JSON.parse(lawful) })
  })
})

async function* one(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
