import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { fold, foldLines } from './fold.ts'
import { facts, screenWidth, table } from './table.ts'

const widest = (text: string): number => Math.max(...text.split('\n').map((line) => stringWidth(line)))

describe('table', () => {
  it('aligns columns by display width, so Chinese and Latin stand straight', () => {
    const lines = table(
      ['名称', 'grade'],
      [
        ['海口示范旅行社', 'A'],
        ['Trade Co', 'B'],
      ],
    ).split('\n')
    const columns = lines.map((line) => stringWidth(line.slice(0, line.search(/(grade|─+|A|B)$/))))
    expect(columns).toEqual([16, 16, 16, 16])
  })

  it('is never wider than 80 columns, whichever column is the long one', () => {
    for (const column of [0, 1, 2]) {
      const row = ['amr', 'tax', 'court'].map((cell, index) =>
        index === column ? '税务行政处罚决定 decision '.repeat(20) : cell,
      )
      expect(widest(table(['one', 'two', 'three'], [row]))).toBeLessThanOrEqual(screenWidth)
    }
  })

  it('loses nothing by folding', () => {
    const text = 'A finding of untrustworthy conduct has no effective document behind it: 失信信息的认定缺少生效文书'
    const folded = facts([['message', text.repeat(3)]]).replace(/^message/, '')
    expect(folded.replace(/\s/g, '')).toBe(text.repeat(3).replace(/\s/g, ''))
  })

  it('shows a header alone when there are no rows', () => {
    expect(table(['id'], [])).toBe('id\n──')
  })
})

describe('fold', () => {
  it('breaks between words, and after the parts of an item id', () => {
    expect(fold('only records within their period', 14)).toEqual(['only records', 'within their', 'period'])
    expect(fold('court.falseLitigation', 16)).toEqual(['court.', 'falseLitigation'])
  })

  it('cuts Chinese at the width, two columns a character', () => {
    expect(fold('失信信息披露期限', 6)).toEqual(['失信信', '息披露', '期限'])
  })

  it('keeps the margin of a report’s lines, and hangs what goes on', () => {
    expect(foldLines(['Not checked:', '  the rest of the log'], 14)).toBe('Not checked:\n  the rest\n    of the log')
  })

  it('cuts a word that is wider than the line', () => {
    expect(fold('91460100G00000007P', 8)).toEqual(['91460100', 'G0000000', '7P'])
  })
})
