/** Finds out from a file's first lines which kind it is and which column stands where. */
import { columnsOfKind, type ExchangeKind } from './columns.ts'

/** The columns of a file: a known code for each place, or the title as it stands. */
export interface ExchangeHeader {
  readonly kind: ExchangeKind
  readonly columns: readonly { readonly name: string; readonly known: boolean }[]
}

/** Fewer known columns than this make no header: a title line above the table has one cell. */
const knownColumnsMin = 4

const names: Readonly<Record<ExchangeKind, ReadonlyMap<string, string>>> = {
  permit: namesOf('permit'),
  penalty: namesOf('penalty'),
}

/** The header a line is, or `undefined` when it is none. Titles that both kinds share do not decide between them. */
export function readHeader(cells: readonly string[]): ExchangeHeader | undefined {
  const permit = headerOf('permit', cells)
  const penalty = headerOf('penalty', cells)
  const [best, other] = knownOf(permit) > knownOf(penalty) ? [permit, penalty] : [penalty, permit]
  return knownOf(best) >= knownColumnsMin && knownOf(best) > knownOf(other) ? best : undefined
}

/** Whether a line repeats the header: files head their columns by title and, on the next line, by code. */
export function repeatsHeader(cells: readonly string[], kind: ExchangeKind): boolean {
  const filled = cells.filter((cell) => cell !== '')
  return filled.length >= knownColumnsMin && filled.every((cell) => names[kind].has(normalTitle(cell)))
}

function headerOf(kind: ExchangeKind, cells: readonly string[]): ExchangeHeader {
  const columns = cells.map((cell) => {
    const code = names[kind].get(normalTitle(cell))
    return { name: code ?? cell, known: code !== undefined }
  })
  return { kind, columns }
}

function knownOf({ columns }: ExchangeHeader): number {
  return columns.filter(({ known }) => known).length
}

function namesOf(kind: ExchangeKind): ReadonlyMap<string, string> {
  const entries = columnsOfKind(kind).flatMap(({ code, zh, also }) =>
    [code, zh, ...also].map((name) => [normalTitle(name), code] as const),
  )
  return new Map(entries.toReversed())
}

/** Titles differ in spaces, in the width of brackets and in a star for mandatory columns. */
function normalTitle(title: string): string {
  return title
    .normalize('NFKC')
    .replaceAll(/[\s*＊]/gu, '')
    .toUpperCase()
}
