/** Spreadsheets made to fill the memory of whoever reads them. */
import { expect, test } from 'vitest'
import { all, inPieces, plantWorkbook } from './planted-files.ts'
import { readXlsx } from './read-xlsx.ts'

const lines = (bytes: Uint8Array) => all(readXlsx(inPieces(bytes)))
const cells = (count: number, text: number) =>
  Array.from({ length: count }, () => `<c t="s"><v>${text}</v></c>`).join('')

test('a cell of a thousand runs of text ends at the length of a record', async () => {
  const runs = `<t>${'x'.repeat(1_000)}</t>`
  const cell = (count: number) => `<row r="1"><c r="A1" t="inlineStr"><is>${runs.repeat(count)}</is></c></row>`
  expect(await lines(plantWorkbook(cell(10)))).toEqual([{ line: 1, cells: ['x'.repeat(10_000)] }])
  await expect(lines(plantWorkbook(cell(1_000)))).rejects.toMatchObject({ name: 'ExchangeFileError', line: 1 })
})

test('a row that names one long shared text again and again ends there too, and the next rows count anew', async () => {
  const shared = ['y'.repeat(3_000)]
  const row = (line: number, count: number) => `<row r="${line}">${cells(count, 0)}</row>`
  const lawful = plantWorkbook([1, 2, 3].map((line) => row(line, 40)).join(''), shared)
  expect((await lines(lawful)).map(({ cells: { length } }) => length)).toEqual([40, 40, 40])
  await expect(lines(plantWorkbook(row(1, 150), shared))).rejects.toMatchObject({ name: 'ExchangeFileError', line: 1 })
})
