/** Reads a data folder, or one file of it, from disk; what the files mean is judged elsewhere (contracts, `checkFolder`). */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { readEnvironment } from '../config.ts'
import { ownError } from '../texts/lessons.ts'

/** A folder as read: texts of the small files by path, and the record files in the order they are loaded. */
export interface ReadFolder {
  /** The data folder, also where one of its files was named. */
  readonly root: string
  readonly isFolder: boolean
  readonly files: ReadonlyMap<string, string>
  /** `records/<provider>/<file>`, in the order of the names. */
  readonly recordFiles: readonly { readonly provider: string; readonly path: string; readonly file: string }[]
}

const fileSizeMax = 64 * 1024 * 1024
const namedFiles: ReadonlySet<string> = new Set([
  'hub.yaml',
  'catalog.yaml',
  'consumers.yaml',
  'consents.yaml',
  'standings.yaml',
  'staff.yaml',
])

/**
 * Reads a path given on the command line.
 * @throws CliError `FILE_NOT_FOUND`, `FILE_TOO_LARGE` (exit 2).
 */
export function readFolder(path: string): ReadFolder {
  const full = resolve(readEnvironment().invokedFrom, path)
  if (!existsSync(full)) throw ownError('FILE_NOT_FOUND', path)
  const isFolder = statSync(full).isDirectory()
  const root = isFolder ? full : rootOf(full)
  const wanted = isFolder ? walk(full) : [...new Set([full, ...operationsBeside(full)])]
  const paths = wanted
    .map((file) => ({ file, path: relative(root, file).split(sep).join('/') }))
    .toSorted((left, right) => (left.path < right.path ? -1 : 1))
  const small = paths.filter(({ path: inside }) => !inside.startsWith('records/'))
  return {
    root,
    isFolder,
    files: new Map(small.map(({ file, path: inside }) => [inside, readText(file, inside)])),
    recordFiles: paths.flatMap(({ file, path: inside }) => {
      const provider = /^records\/([^/]+)\/[^/]+$/.exec(inside)?.[1]
      return provider === undefined ? [] : [{ provider, path: inside, file }]
    }),
  }
}

/** The data folder a single file belongs to: above `contracts/`, `keys/` or `records/<provider>/`. */
function rootOf(file: string): string {
  const folder = dirname(file)
  if (namedFiles.has(basename(file))) return folder
  if (['contracts', 'keys'].includes(basename(folder))) return dirname(folder)
  return basename(dirname(folder)) === 'records' ? dirname(dirname(folder)) : folder
}

/** A contract names its operations; they travel with it. */
function operationsBeside(file: string): readonly string[] {
  if (basename(dirname(file)) !== 'contracts') return []
  return readdirSync(dirname(file))
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => join(dirname(file), name))
}

function walk(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && entry.name !== 'README.md')
    .flatMap((entry) => (entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)]))
}

function readText(file: string, path: string): string {
  if (statSync(file).size > fileSizeMax) throw ownError('FILE_TOO_LARGE', path)
  return readFileSync(file, 'utf8')
}

/**
 * The text of one file named on the command line.
 * @throws CliError `FILE_NOT_FOUND`, `FILE_TOO_LARGE` (exit 2).
 */
export function readGivenFile(path: string): string {
  const file = resolve(readEnvironment().invokedFrom, path)
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) throw ownError('FILE_NOT_FOUND', path)
  return readText(file, path)
}
