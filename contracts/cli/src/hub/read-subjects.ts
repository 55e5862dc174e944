/** A list of subjects to ask about: CSV with a header of variable names, or bare codes, one a line. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readEnvironment } from '../config.ts'
import { CliError } from '../errors.ts'

/**
 * Variables of each subject, in the order of the file. A file without a header holds unified social credit codes.
 * @throws CliError `FILE_NOT_FOUND` (exit 2).
 */
export function readSubjects(path: string): readonly Readonly<Record<string, string>>[] {
  const file = resolve(readEnvironment().invokedFrom, path)
  if (!existsSync(file))
    throw new CliError('usage', {
      code: 'FILE_NOT_FOUND',
      what: 'There is no file of subjects at this path.',
      next: 'name a file with one code a line',
    })
  const rows = readFileSync(file, 'utf8')
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split(',').map((cell) => cell.trim()))
  const first = rows[0] ?? []
  const names = first.every((cell) => /^[a-z]\w*$/.test(cell)) ? first : ['uscc']
  return (names === first ? rows.slice(1) : rows).map((row) =>
    Object.fromEntries(names.map((name, column) => [name, row[column] ?? ''])),
  )
}
