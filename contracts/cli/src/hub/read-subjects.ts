/** A list of subjects to ask about, CSV or XLSX: variable names in the first row, or bare codes, one a row. */
import { readFileSync, statSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { readEnvironment } from '../config.ts'
import { ownError } from '../texts/lessons.ts'

/** Variables of one subject, for example `{ uscc: '…' }`. */
export type SubjectRow = Readonly<Record<string, string>>

/** Larger lists belong into a feed. */
const fileSizeMax = 64 * 1024 * 1024

/**
 * Subjects in the order of the file. Without a row of names the first column holds unified social credit codes.
 * @throws CliError `FILE_NOT_FOUND`, `FILE_TOO_LARGE`, `SUBJECTS_UNREADABLE` (exit 2).
 */
export async function readSubjects(path: string): Promise<readonly SubjectRow[]> {
  const file = resolve(readEnvironment().invokedFrom, path)
  const stat = statSync(file, { throwIfNoEntry: false })
  if (stat?.isFile() !== true) throw ownError('FILE_NOT_FOUND', path)
  if (stat.size > fileSizeMax) throw ownError('FILE_TOO_LARGE', path)
  const kind = extname(file).toLowerCase()
  const rows = kind === '.xlsx' ? await xlsxRows(file) : csvRows(readFileSync(file, 'utf8'))
  return namedRows(rows.filter((row) => row.some((cell) => cell !== '')))
}

function namedRows(rows: readonly (readonly string[])[]): readonly SubjectRow[] {
  const first = rows[0]
  if (first === undefined) throw ownError('SUBJECTS_UNREADABLE')
  const isHeader = first.every((cell) => /^[a-z]\w*$/.test(cell))
  const names = isHeader ? first : ['uscc']
  const subjects = isHeader ? rows.slice(1) : rows
  if (subjects.length === 0) throw ownError('SUBJECTS_UNREADABLE')
  return subjects.map((row) => Object.fromEntries(names.map((name, column) => [name, row[column] ?? ''])))
}

/** Codes hold neither commas nor line breaks; quotes around a cell are taken off. */
function csvRows(text: string): readonly (readonly string[])[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) => line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1')))
}

async function xlsxRows(file: string): Promise<readonly (readonly string[])[]> {
  const { default: readExcelFile } = await import('read-excel-file/node')
  try {
    const [sheet] = await readExcelFile(readFileSync(file))
    return (sheet?.data ?? []).map((row) => row.map((cell) => cellText(cell)))
  } catch (cause) {
    throw ownError('SUBJECTS_UNREADABLE', undefined, { cause })
  }
}

/** A code typed as a number stays the digits it shows; anything but text and whole numbers is no code. */
function cellText(cell: unknown): string {
  if (typeof cell === 'string') return cell.trim()
  return typeof cell === 'number' && Number.isSafeInteger(cell) ? String(cell) : ''
}
