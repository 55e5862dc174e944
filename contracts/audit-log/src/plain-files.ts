/**
 * Reads a log's folder as if somebody else had made it: plain files within it alone, no link on the way to one, none longer than a
 * log writes it. A folder that an inspector is handed must not have another file read, a pipe waited for, or memory used up.
 */
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { AuditLogError } from './errors.ts'
import { plainText } from './plain-text.ts'

const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/**
 * The file at a path of `/`-separated names under `root`; undefined where there is none.
 * @throws AuditLogError `AUDIT_FOLDER_UNFIT` for a link, a file that is not plain, or one of more than `bytesMax` bytes
 */
export function readPlainFile(root: string, path: string, bytesMax: number): Buffer | undefined {
  const place = plainFile(root, path, bytesMax)
  if (place === undefined) return undefined
  return readable(path, () => {
    const file = openSync(place, flags)
    try {
      const stats = fstatSync(file)
      demandFit(stats, path, bytesMax)
      return wholeOf(file, stats.size)
    } finally {
      closeSync(file)
    }
  })
}

/**
 * Where such a file stands, without opening it; undefined where there is none.
 * @throws AuditLogError `AUDIT_FOLDER_UNFIT`
 */
export function plainFile(root: string, path: string, bytesMax: number): string | undefined {
  const stats = statsUnder(root, path)
  if (stats === undefined) return undefined
  demandFit(stats, path, bytesMax)
  return join(root, path)
}

/**
 * Names in a folder under `root`, sorted; none where it is not there.
 * @throws AuditLogError `AUDIT_FOLDER_UNFIT` for a link
 */
export function plainNames(root: string, path: string): readonly string[] {
  if (statsUnder(root, path)?.isDirectory() !== true) return []
  return readable(path, () => readdirSync(join(root, path)).sort())
}

/** Looks at each name on the way; `root` itself is the reader's own choice and may be a link. */
function statsUnder(root: string, path: string): Stats | undefined {
  let place = root
  let stats: Stats | undefined
  for (const name of path.split('/')) {
    if (stats !== undefined && !stats.isDirectory()) return undefined
    place = join(place, name)
    stats = readable(path, () => lstatSync(place, { throwIfNoEntry: false }))
    if (stats === undefined) return undefined
    if (stats.isSymbolicLink()) throw unfit(path, 'a file or folder of its own, not a link')
  }
  return stats
}

/** What the system does not let read is told like what is not fit to be read. */
function readable<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof AuditLogError || !(error instanceof Error && 'syscall' in error)) throw error
    throw unfit(path, 'something that can be read', error)
  }
}

function demandFit(stats: Stats, path: string, bytesMax: number): void {
  if (!stats.isFile()) throw unfit(path, 'a plain file')
  if (stats.size > bytesMax) throw unfit(path, `at most ${bytesMax} bytes`)
}

/** No more than was measured, also of a file that grows. */
function wholeOf(file: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(size)
  let done = 0
  while (done < size) {
    const read = readSync(file, bytes, done, size - done, done)
    if (read === 0) break
    done += read
  }
  return bytes.subarray(0, done)
}

function unfit(path: string, expected: string, cause?: unknown): AuditLogError {
  return new AuditLogError('AUDIT_FOLDER_UNFIT', `${plainText(path)}: expected ${expected}`, { cause })
}
