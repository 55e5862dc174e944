/** Lines of a CSV file (RFC 4180): quoted cells may hold line breaks, so a line here is a record that begins on it. */
import { decodeText } from './decode-text.ts'
import { ExchangeFileError, type TableLine } from './exchange-row.ts'
import { recordCharactersMax } from './limits.ts'

type Place = 'start of cell' | 'plain cell' | 'quoted cell' | 'after quote'

/** Streams the non-empty lines. @throws ExchangeFileError where the file cannot be read on; all lines before were given */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<TableLine> {
  const splitter = new LineSplitter()
  for await (const text of decodeText(bytes)) {
    yield* splitter.take(text)
    splitter.assertReadable()
  }
  yield* splitter.end()
}

/** Holds one record at a time. A quote inside a plain cell is text; one after a quoted cell closes nothing and is text too. */
class LineSplitter {
  #place: Place = 'start of cell'
  #cells: string[] = []
  #cell = ''
  #length = 0
  /** Line on which the record began, and line the reading is on. */
  #from = 1
  #line = 1
  #afterReturn = false
  #tooLong = false

  take(text: string): readonly TableLine[] {
    const lines: TableLine[] = []
    for (const character of text) {
      // CR LF is one line break, in quotes too.
      if (character === '\n' && this.#afterReturn) {
        this.#afterReturn = false
        if (this.#place === 'quoted cell') this.#cell += character
        continue
      }
      const breaks = character === '\n' || character === '\r'
      this.#afterReturn = character === '\r'
      if (breaks) this.#line += 1
      if (this.#tooLong) break
      if (breaks && this.#place !== 'quoted cell') lines.push(...this.#endRecord())
      else this.#add(character)
    }
    return lines
  }

  /** Asked after the lines before the bad one were given. */
  assertReadable(): void {
    if (this.#tooLong) throw this.#cannotRead()
  }

  end(): readonly TableLine[] {
    if (this.#place === 'quoted cell') throw this.#cannotRead()
    return this.#endRecord()
  }

  #add(character: string): void {
    this.#length += 1
    this.#tooLong = this.#length > recordCharactersMax
    if (this.#place === 'quoted cell') {
      if (character === '"') this.#place = 'after quote'
      else this.#cell += character
    } else if (character === ',') {
      this.#endCell()
    } else if (character === '"' && this.#place === 'start of cell') {
      this.#place = 'quoted cell'
    } else {
      // A doubled quote stands for one and the cell goes on.
      if (this.#place === 'after quote' && character === '"') this.#place = 'quoted cell'
      else if (this.#place === 'start of cell') this.#place = 'plain cell'
      this.#cell += character
    }
  }

  #endCell(): void {
    this.#cells.push(this.#cell.trim())
    this.#cell = ''
    this.#place = 'start of cell'
  }

  #endRecord(): readonly TableLine[] {
    this.#endCell()
    const [cells, line] = [this.#cells, this.#from]
    this.#cells = []
    this.#length = 0
    this.#from = this.#line
    return cells.some((cell) => cell !== '') ? [{ line, cells }] : []
  }

  #cannotRead(): ExchangeFileError {
    return new ExchangeFileError(
      this.#from,
      'expected CSV: from this line on a quote is not closed or a record is too long, and nothing more was read',
    )
  }
}
