import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { all, inPieces } from './planted-files.ts'
import { readCsv } from './read-csv.ts'

/** 处罚,罚款 in GB18030, and 𠯑, which takes four bytes. */
const gb18030 = Buffer.from([0xb4, 0xa6, 0xb7, 0xa3, 0x2c, 0xb7, 0xa3, 0xbf, 0xee, 0x95, 0x34, 0xb5, 0x31, 0x0d, 0x0a])

const lines = (bytes: Uint8Array, size?: number) => all(readCsv(inPieces(bytes, size)))

describe('lines of a CSV file', () => {
  it('reads UTF-8 with and without byte order mark', async () => {
    const expected = [
      { line: 1, cells: ['处罚', '罚款'] },
      { line: 2, cells: ['a', 'b'] },
    ]
    expect(await lines(Buffer.from('处罚,罚款\r\na,b\r\n'))).toEqual(expected)
    expect(await lines(Buffer.from('\ufeff处罚,罚款\na,b'))).toEqual(expected)
  })

  it('tells GB18030 from UTF-8, also when the bytes come one by one', async () => {
    expect(await lines(gb18030)).toEqual([{ line: 1, cells: ['处罚', '罚款𠯑'] }])
    expect(await lines(gb18030, 1)).toEqual(await lines(gb18030))
    expect(await lines(Buffer.from('处罚,罚款𠯑\r\n'), 1)).toEqual(await lines(gb18030))
  })

  it('tells the encoding by the first Chinese character, however late it comes', async () => {
    const head = Buffer.from('CF_WSH,CF_NR\n'.repeat(20_000))
    expect((await lines(Buffer.concat([head, gb18030]), 4096)).at(-1)).toEqual({
      line: 20_001,
      cells: ['处罚', '罚款𠯑'],
    })
  })

  it('keeps line breaks, commas and quotes inside quotes, and numbers a record by the line it begins on', async () => {
    expect(await lines(Buffer.from('a,"b\nc\r\nd",e\n\n"x, ""y""",z\n'))).toEqual([
      { line: 1, cells: ['a', 'b\nc\r\nd', 'e'] },
      { line: 5, cells: ['x, "y"', 'z'] },
    ])
  })

  it('leaves text that looks like a formula as text', async () => {
    expect(await lines(Buffer.from('=1+1,"=HYPERLINK(""x"")",@a,+b\n'))).toEqual([
      { line: 1, cells: ['=1+1', '=HYPERLINK("x")', '@a', '+b'] },
    ])
  })

  it('gives all lines before the one it cannot read', async () => {
    const seen: number[] = []
    const reading = async (): Promise<void> => {
      for await (const { line } of readCsv(inPieces(Buffer.from('a\r\nb\r\n"c\r\nd'), 3))) seen.push(line)
    }
    await expect(reading()).rejects.toMatchObject({ line: 3 })
    expect(seen).toEqual([1, 2])
    const first = readCsv(inPieces(Buffer.from(`a\n${'x'.repeat(300_000)}\nb`)))
    expect((await first.next()).value).toEqual({ line: 1, cells: ['a'] })
    await expect(first.next()).rejects.toMatchObject({ line: 2 })
  })

  it('agrees with an independent reader on any table, in pieces of any size', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', '=', '罚', '𠮷', ' '), maxLength: 8 })
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (rows, size) => {
        const text = rows
          .map((row) => row.map((content) => `"${content.replaceAll('"', '""')}"`).join(','))
          .join('\r\n')
        const theirs = parse(text, { trim: false, relax_column_count: true, record_delimiter: ['\r\n', '\n'] })
          .map((cells) => cells.map((content) => content.trim()))
          .filter((cells) => cells.some((content) => content !== ''))
        expect((await lines(Buffer.from(`\ufeff${text}`), size)).map(({ cells }) => cells)).toEqual(theirs)
      }),
    )
  })

  it('names the line from which a file cannot be read on', async () => {
    await expect(lines(Buffer.from('a,b\nc,"d\ne,f\n'))).rejects.toMatchObject({ name: 'ExchangeFileError', line: 2 })
    await expect(lines(Buffer.from(`a\n${'x'.repeat(300_000)}\n`))).rejects.toMatchObject({ line: 2 })
    await expect(lines(Buffer.from('\ufeffa,b', 'utf16le'))).rejects.toMatchObject({ line: 1 })
  })

  it('holds a record, not the file: a hundred thousand lines pass in flat memory', async () => {
    const piece = Buffer.from('处罚,罚款,一二三四五六七八九十\n'.repeat(1_000))
    async function* large(): AsyncGenerator<Uint8Array> {
      for (let count = 0; count < 100; count += 1) yield piece
    }
    let seen = 0
    for await (const { cells } of readCsv(large())) seen += cells.length === 3 ? 1 : 0
    expect(seen).toBe(100_000)
  })
})
