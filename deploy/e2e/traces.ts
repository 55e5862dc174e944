/** Looks for words that must stand nowhere: names, numbers and codes of subjects in any file the hub writes beside its data. */
import { type Dirent, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** A word found where it must not stand. */
export interface Trace {
  readonly file: string
  /** Index of the needle, never the needle itself: a failing test must not print what it looks for. */
  readonly needle: number
}

/** Searches every file below a folder, byte for byte; folders named in `except` are left out. */
export function findTraces(
  folder: string,
  needles: readonly string[],
  except: readonly string[] = [],
): readonly Trace[] {
  const bytes = needles.map((needle) => Buffer.from(needle, 'utf8'))
  return filesBelow(folder, except).flatMap((file) => {
    const content = readFileSync(file)
    return bytes.flatMap((needle, index) =>
      content.includes(needle) ? [{ file: relative(folder, file), needle: index }] : [],
    )
  })
}

function filesBelow(folder: string, except: readonly string[]): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !except.includes(entry.name))
    .flatMap((entry) => inside(folder, entry, except))
}

function inside(folder: string, entry: Dirent, except: readonly string[]): readonly string[] {
  const path = join(folder, entry.name)
  if (entry.isDirectory()) return filesBelow(path, except)
  return entry.isFile() ? [path] : []
}
