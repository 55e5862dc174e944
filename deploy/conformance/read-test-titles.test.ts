import { describe, expect, it } from 'vitest'
import { readTestTitles } from './read-test-titles.ts'

const titles = (source: string): readonly string[] => readTestTitles(source).map(({ title }) => title)

describe('reading titles from a test file', () => {
  it('finds it, test, describe and audit, with the line of each', () => {
    const source = `describe('outer', () => {\n  it("a day", () => {})\n  test(\`a night\`, async () => {})\n})\naudit('one article', () => {})\n`
    expect(readTestTitles(source)).toEqual([
      { title: 'outer', line: 1 },
      { title: 'a day', line: 2 },
      { title: 'a night', line: 3 },
      { title: 'one article', line: 5 },
    ])
  })

  it('reads tables, modifiers, types and conditions before the title', () => {
    expect(titles("it.each([['it(', 1], [`)`, 2]])('[D3] %s', () => {})")).toEqual(['[D3] %s'])
    expect(titles("it.each<readonly [() => string, Map<string, number>]>(rows)('typed', () => {})")).toEqual(['typed'])
    expect(titles("test.each`a | b\n${1} | ${fn('x')}`('table', () => {})")).toEqual(['table'])
    expect(titles("it.concurrent.only('fast', () => {})")).toEqual(['fast'])
    expect(titles("it.skipIf(process.platform === 'win32')('on unix', () => {})")).toEqual(['on unix'])
    expect(titles("it\n  // why\n  .for(rows)(\n    'far away',\n    () => {})")).toEqual(['far away'])
  })

  it('joins text written in several pieces and shows what is filled in as …', () => {
    expect(titles("it('[D1] a ' +\n 'b', () => {})")).toEqual(['[D1] a b'])
    expect(titles("it(`[D1] ${name({ a: `${'}'}` })} ends`, () => {})")).toEqual(['[D1] … ends'])
    expect(titles("it('it\\'s late', () => {})")).toEqual(["it's late"])
  })

  it('leaves out tests that do not run, with all they hold', () => {
    expect(
      titles(
        "it.skip('[D1] later', () => {})\nit.todo('[D2] some day')\ndescribe.skip('x', () => { it('[D3] y', () => {}) })\nit('z', () => {})",
      ),
    ).toEqual(['z'])
  })

  it('is not misled by comments, strings, patterns and other calls of that name', () => {
    const source = [
      "// it('[D1] comment')",
      "/* test('[D2] comment') */",
      'const text = "it(\'[D3] text\')"',
      "if (/it\\('[/(]/u.test('[D4] pattern')) count / 2 / 'x'.length",
      "const half = total / 2; other.it('[D5] method', 1)",
      'it(titleOfCase, () => {})',
      "const quote = `it('[D6] template')`",
      "edit('[D7] other word')",
      "it('real', () => {})",
    ].join('\n')
    expect(titles(source)).toEqual(['real'])
  })

  it('ends on sources that are cut off anywhere', () => {
    const source = "it.each([[/a[/]b/, `x${'y'}`]])('[D1] title' /* c */, () => {}) // end"
    for (let length = 0; length <= source.length; length += 1)
      expect(titles(source.slice(0, length)).length).toBeLessThan(2)
  })
})
