/** Values of others cannot steer the terminal of the one who reads them (trust.md §9, hostile names and text). */
import { expect, test } from 'vitest'
import { plainLines } from './plain-text.ts'

test.each([
  ['\u001b]0;owned\u0007', String.raw`\u001b]0;owned\u0007`],
  ['a\rb', String.raw`a\u000db`],
  ['\u009b2J', String.raw`\u009b2J`],
  ['abc\u202ednp.exe', String.raw`abc\u202ednp.exe`],
  ['\u{e0041}', String.raw`\udb40\udc41`],
  ['名称\n第二行', '名称\n第二行'],
])('%j is written as text', (text, written) => {
  expect(plainLines(text)).toBe(written)
})

test('JSON with such characters stays the same JSON', () => {
  const value = { name: 'a\u009b\u202e\u{e0041}b' }
  expect(JSON.parse(plainLines(JSON.stringify(value, null, 2)))).toEqual(value)
})
