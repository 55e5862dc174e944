/** Reads a folder on disk for the verifier. */
import { basename } from 'node:path'
import {
  bundleBytesMax,
  keptBytesMax,
  noteBytesMax,
  originBytesMax,
  segmentBytesRead,
  tileFileBytesMax,
} from '../limits.ts'
import { plainFile, plainNames, readPlainFile } from '../plain-files.ts'
import { wholeGroupBehind } from '../wal/group.ts'
import { SegmentReader } from '../wal/segment-reader.ts'
import { listSegments } from '../wal/segments.ts'
import type { LogReads, WalGroup } from './log-reads.ts'

/** One origin's folder, a copied one too. */
export function folderReads(directory: string): LogReads {
  const bytes = (path: string): Buffer | undefined => readPlainFile(directory, path, longest(path))
  return {
    bytes,
    text: (path) => bytes(path)?.toString('utf8'),
    names: (path) => plainNames(directory, path),
    wal: () => walGroups(directory),
  }
}

function* walGroups(directory: string): Generator<WalGroup> {
  if (plainNames(directory, 'wal').length === 0) return
  const segments = listSegments(directory)
  let next = segments[0]?.first ?? 0
  for (const [order, { path }] of segments.entries()) {
    const file = `wal/${basename(path)}`
    plainFile(directory, file, segmentBytesRead)
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

/** How long a file of a log can be. */
function longest(path: string): number {
  if (path === 'origin') return originBytesMax
  if (path === 'checkpoint') return noteBytesMax
  if (path.startsWith('checkpoints/')) return keptBytesMax
  return path.startsWith('tile/entries/') ? bundleBytesMax : tileFileBytesMax
}
