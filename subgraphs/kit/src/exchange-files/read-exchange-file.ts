/** Reads the official permit (XK_) and penalty (CF_) files, CSV and XLSX, into records for the ingest door (law/standards.md §3, data.md §2). */
import { unreadable } from './decode-text.ts'
import { ExchangeFileError, type ExchangeProblem, type ExchangeRow, type TableLine } from './exchange-row.ts'
import { readCsv } from './read-csv.ts'
import { type ExchangeHeader, readHeader, repeatsHeader } from './read-header.ts'
import { readXlsx } from './read-xlsx.ts'
import { type CellOf, type RecordTarget, stateOf, toRecord } from './to-record.ts'

export type ExchangeFormat = 'csv' | 'xlsx'

export interface ExchangeOptions extends RecordTarget {
  readonly format: ExchangeFormat
}

/** A header further down than this is none: what stands above it is a title and a note at most. */
const headerLinesMax = 10

const problems = {
  noHeader: 'expected a header with the columns of a permit (XK_) or penalty (CF_) file, by code or Chinese title',
  unreadable: 'expected text in the encoding of the file, got bytes that are no character of it',
  moreCells: 'expected as many cells as columns, got more',
  ended:
    'the file says that this decision was revoked or is no longer in force: report the revocation, do not send the record',
  unclear: 'expected a state of the decision: in force, ended or under objection',
} as const

/**
 * Streams one row for each line below the header, in order; nothing is dropped in silence. A column that is not of the
 * official set goes into the record's data under its own title, so that the door judges it (REG-14.4) and refuses it.
 * The legal representative, his documents and registration numbers are not part of the items and are not taken over.
 *
 * @example
 * for await (const row of readExchangeFile(request.body, { format: 'csv', item: 'amr.penalty' })) …
 */
export async function* readExchangeFile(
  bytes: AsyncIterable<Uint8Array>,
  options: ExchangeOptions,
): AsyncGenerator<ExchangeRow> {
  let header: ExchangeHeader | undefined
  let above = 0
  let last = 0
  try {
    for await (const line of options.format === 'csv' ? readCsv(bytes) : readXlsx(bytes)) {
      last = line.line
      if (header === undefined) {
        header = readHeader(line.cells)
        above += 1
        if (header === undefined && above >= headerLinesMax) break
      } else if (!repeatsHeader(line.cells, header.kind)) {
        yield rowOf(line, header, options)
      }
    }
  } catch (error) {
    if (!(error instanceof ExchangeFileError)) throw error
    yield { line: Math.max(error.line, last + 1), error: { path: '', message: error.message } }
    return
  }
  if (header === undefined) yield { line: 1, error: { path: '', message: problems.noHeader } }
}

function rowOf({ line, cells }: TableLine, header: ExchangeHeader, options: ExchangeOptions): ExchangeRow {
  const problem = problemOf(cells, header)
  if (problem !== undefined) return { line, error: problem }
  const cell = cellsByCode(cells, header)
  const state = stateOf(header.kind, cell)
  const statePath = header.kind === 'permit' ? 'XK_ZT' : 'CF_ZT'
  if (state === 'ended') return { line, error: { path: statePath, message: problems.ended } }
  if (state === 'unclear') return { line, error: { path: statePath, message: problems.unclear } }
  const record = withForeignColumns(toRecord(header.kind, cell, options), cells, header)
  return state === 'objection' ? { line, record, standing: 'annotated' } : { line, record }
}

function problemOf(cells: readonly string[], { columns }: ExchangeHeader): ExchangeProblem | undefined {
  if (cells.slice(columns.length).some((cell) => cell !== '')) return { path: '', message: problems.moreCells }
  const bad = cells.findIndex((cell) => cell.includes(unreadable))
  if (bad === -1) return undefined
  return { path: columns[bad]?.known === true ? columns[bad].name : '', message: problems.unreadable }
}

/** The first filled cell of a column: some files bear a column twice, by its present and its 2015 title. */
function cellsByCode(cells: readonly string[], { columns }: ExchangeHeader): CellOf {
  const values = new Map<string, string>()
  for (const [place, { name, known }] of columns.entries()) {
    const cell = cells[place] ?? ''
    if (known && cell !== '' && !values.has(name)) values.set(name, cell)
  }
  return (code) => values.get(code) ?? ''
}

function withForeignColumns(
  record: Readonly<Record<string, unknown>>,
  cells: readonly string[],
  { columns }: ExchangeHeader,
): unknown {
  const foreign = columns.flatMap(({ name, known }, place) => {
    const cell = cells[place] ?? ''
    return known || cell === '' ? [] : [[name, cell] as const]
  })
  if (foreign.length === 0) return record
  const data = Object.assign(
    Object.create(null) as Record<string, unknown>,
    Object.fromEntries(foreign),
    record['data'],
  )
  return { ...record, data }
}
