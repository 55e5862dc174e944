/** Segments of the WAL: files named after their first entry, `<20 digits>.wal`, in the folder `wal` of an origin. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const folderName = 'wal'
const suffix = '.wal'
const nameDigits = 20
const namePattern = /^\d{20}\.wal$/

/** A segment on disk. `first`: index of its first entry. */
export interface Segment {
  readonly path: string
  readonly first: number
}

/** Where an origin keeps its WAL. */
export function walFolder(directory: string): string {
  return join(directory, folderName)
}

/** Path of the segment that begins with this entry. */
export function segmentPath(directory: string, first: number): string {
  return join(walFolder(directory), `${String(first).padStart(nameDigits, '0')}${suffix}`)
}

/** An origin's segments in order; none where it has no WAL. */
export function listSegments(directory: string): readonly Segment[] {
  const folder = walFolder(directory)
  return namesIn(folder)
    .filter((name) => namePattern.test(name))
    .sort()
    .map((name) => ({ path: join(folder, name), first: Number(name.slice(0, nameDigits)) }))
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
