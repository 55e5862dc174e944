/** Reads a folder on disk for the verifier. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { wholeGroupBehind } from '../wal/group.ts'
import { SegmentReader } from '../wal/segment-reader.ts'
import { listSegments } from '../wal/segments.ts'
import type { LogReads, WalGroup } from './log-reads.ts'

/** One origin's folder, a copied one too. */
export function folderReads(directory: string): LogReads {
  const bytes = (path: string): Buffer | undefined => ifThere(() => readFileSync(join(directory, path)))
  return {
    bytes,
    text: (path) => bytes(path)?.toString('utf8'),
    names: (path) => ifThere(() => readdirSync(join(directory, path)).sort()) ?? [],
    wal: () => walGroups(directory),
  }
}

function* walGroups(directory: string): Generator<WalGroup> {
  const segments = listSegments(directory)
  let next = segments[0]?.first ?? 0
  for (const [order, { path }] of segments.entries()) {
    const file = join('wal', basename(path))
    const reader = new SegmentReader(path)
    try {
      for (let group = reader.next(); group !== null; group = reader.next()) {
        if (group.ok) {
          next = group.first + group.entries.length
          yield { ok: true, file, entries: group.entries }
          continue
        }
        const torn = order === segments.length - 1 && !wholeGroupBehind(reader.rest(), 1, next)
        yield { ok: false, file, next, torn }
        return
      }
    } finally {
      reader.close()
    }
  }
}

const absent = new Set(['ENOENT', 'ENOTDIR'])

function ifThere<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (absent.has((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}
