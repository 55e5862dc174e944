/** All leaves of an origin's folder in order: those under its checkpoint out of the bundles, those behind it out of the WAL, as far as it reads. */
import { readCheckpoint } from '../notes/checkpoint.ts'
import { readNote } from '../notes/signed-note.ts'
import { folderTiles } from '../tiles/tile-folder.ts'
import { tileCount, tileWidth } from '../tiles/tile-path.ts'
import { SegmentReader } from '../wal/segment-reader.ts'
import { listSegments } from '../wal/segments.ts'
import { readNoteFile } from './built-state.ts'

/**
 * Reads them, unverified, also while a process writes the log. `from`: index of the first that is given.
 * @throws AuditLogError `AUDIT_TILE_INVALID` where a bundle is missing
 */
export function* logLeaves(directory: string, from = 0): Generator<Buffer> {
  const note = readNoteFile(directory)
  const size = note === null ? 0 : readCheckpoint(readNote(note).text).size
  const tiles = folderTiles(directory, size)
  for (let n = Math.floor(from / tileWidth); n < tileCount(0, size); n++)
    yield* tiles.entries(n).slice(Math.max(0, from - n * tileWidth))
  for (const { path } of listSegments(directory)) yield* leavesBehind(path, Math.max(size, from))
}

function* leavesBehind(path: string, from: number): Generator<Buffer> {
  const reader = new SegmentReader(path)
  try {
    for (let group = reader.next(); group?.ok === true; group = reader.next())
      for (const { index, leaf } of group.entries) if (index >= from) yield leaf
  } finally {
    reader.close()
  }
}
