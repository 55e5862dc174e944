/** Lines of the first sheet of an XLSX file, streamed: `<row r="2"><c r="B2" s="1" t="s"><v>17</v></c></row>`. */
import { addDays } from '@xinqiao/schema'
import { decimalText } from './decimal-text.ts'
import { ExchangeFileError, type TableLine } from './exchange-row.ts'
import { columnsMax, recordCharactersMax, xlsxBytesMax, xlsxSheetBytesMax } from './limits.ts'
import { readWorkbook, type Workbook } from './workbook.ts'
import { type XmlToken, xmlTokens } from './xml-tokens.ts'
import { openArchive } from './zip-archive.ts'

/** Day 0 of a spreadsheet's dates; its invented 29 February 1900 lies before any date of ours. */
const dayZero = '1899-12-30'
const dayZero1904 = '1904-01-01'

interface Cell {
  readonly column: number
  readonly type: string
  readonly style: number
  text: string
}

/** Streams the lines that hold anything. @throws ExchangeFileError where the file cannot be read on */
export async function* readXlsx(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<TableLine> {
  const archive = openArchive(await collect(bytes))
  const workbook = await readWorkbook(archive)
  const sheet = new SheetReader(workbook)
  for await (const tokens of xmlTokens(archive.read(workbook.sheetPart, xlsxSheetBytesMax))) {
    for (const token of tokens) {
      const line = sheet.take(token)
      if (line !== undefined) yield line
    }
  }
}

/** Builds one row at a time from the sheet's tokens. */
class SheetReader {
  readonly #workbook: Workbook
  #line = 0
  #cells: string[] = []
  /** Characters of the row so far: a cell or a row that does not end is no record. */
  #characters = 0
  #cell: Cell | undefined
  #inValue = false

  constructor(workbook: Workbook) {
    this.#workbook = workbook
  }

  /** The row that this token ends, when it holds anything. */
  take(token: XmlToken): TableLine | undefined {
    if (token.kind === 'text') {
      if (this.#cell !== undefined && this.#inValue) {
        this.#count(token.text.length)
        this.#cell.text += token.text
      }
      return undefined
    }
    if (token.kind === 'open') this.#open(token.name, token.attributes)
    else if (token.name === 'row') return this.#endRow()
    else this.#close(token.name)
    return undefined
  }

  #open(name: string, attributes: ReadonlyMap<string, string>): void {
    if (name === 'row') this.#line = nextLine(attributes.get('r'), this.#line)
    if (name === 'c') this.#cell = cellOf(attributes, this.#cells.length, this.#line)
    // A formula stands in <f>: only its last result is read.
    if (name === 'v' || name === 't') this.#inValue = true
  }

  #close(name: string): void {
    if (name === 'v' || name === 't') this.#inValue = false
    if (name !== 'c' || this.#cell === undefined) return
    if (this.#cell.type === 's') this.#count(this.#workbook.sharedTexts[Number(this.#cell.text)]?.length ?? 0)
    place(this.#cells, this.#cell.column, textOf(this.#cell, this.#workbook, this.#line))
    this.#cell = undefined
  }

  #count(characters: number): void {
    this.#characters += characters
    if (this.#characters > recordCharactersMax)
      throw new ExchangeFileError(this.#line, 'expected a row of ordinary length')
  }

  #endRow(): TableLine | undefined {
    const cells = this.#cells
    this.#cells = []
    this.#characters = 0
    return cells.some((text) => text !== '') ? { line: this.#line, cells } : undefined
  }
}

/** Rows are numbered upwards; a file that repeats a number would have two records on one line. */
function nextLine(number: string | undefined, last: number): number {
  const line = number === undefined ? last + 1 : Number(number)
  if (!Number.isSafeInteger(line) || line <= last)
    throw new ExchangeFileError(last + 1, 'expected rows numbered upwards')
  return line
}

async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > xlsxBytesMax)
      throw new ExchangeFileError(1, 'expected an XLSX file of at most 32 MB: split it, or send CSV')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function cellOf(attributes: ReadonlyMap<string, string>, next: number, line: number): Cell {
  const letters = /^([A-Z]{1,3})\d+$/u.exec(attributes.get('r') ?? '')?.[1]
  const column =
    letters === undefined
      ? next
      : Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  if (column >= columnsMax) throw new ExchangeFileError(line, `expected at most ${columnsMax} columns`)
  return { column, type: attributes.get('t') ?? 'n', style: Number(attributes.get('s') ?? -1), text: '' }
}

function place(cells: string[], column: number, text: string): void {
  while (cells.length < column) cells.push('')
  cells[column] = text.trim()
}

function textOf(cell: Cell, { sharedTexts, dateStyles, from1904 }: Workbook, line: number): string {
  switch (cell.type) {
    case 's': {
      const text = sharedTexts[Number(cell.text)]
      if (text === undefined) throw new ExchangeFileError(line, 'expected a shared text, got a number without one')
      return unescaped(text)
    }
    case 'n':
      if (cell.text !== '' && dateStyles[cell.style] === true) return dateOf(cell.text, from1904)
      return cell.text === '' ? '' : decimalText(cell.text)
    case 'd':
      return cell.text.slice(0, 10)
    default:
      return unescaped(cell.text)
  }
}

function dateOf(text: string, from1904: boolean): string {
  const days = Math.floor(Number(text))
  return Number.isSafeInteger(days) && Math.abs(days) < 3_000_000
    ? addDays(from1904 ? dayZero1904 : dayZero, days)
    : text
}

/** Line breaks and control characters are written `_x000D_` in spreadsheets. */
function unescaped(text: string): string {
  return text.replaceAll(/_x([0-9A-F]{4})_/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
