/** All leaves of an origin's folder in order: those under its checkpoint out of the bundles, those behind it out of the WAL, as far as it reads. */
import { readCheckpoint } from '../notes/checkpoint.ts'
import { readNote } from '../notes/signed-note.ts'
import { folderTiles } from '../tiles/tile-folder.ts'
import { tileCount } from '../tiles/tile-path.ts'
import { SegmentReader } from '../wal/segment-reader.ts'
import { listSegments } from '../wal/segments.ts'
import { readNoteFile } from './built-state.ts'

/**
 * Reads them, unverified, also while a process writes the log.
 * @throws AuditLogError `AUDIT_TILE_INVALID` where a bundle is missing
 */
export function* logLeaves(directory: string): Generator<Buffer> {
  const note = readNoteFile(directory)
  const size = note === null ? 0 : readCheckpoint(readNote(note).text).size
  const tiles = folderTiles(directory, size)
  for (let n = 0; n < tileCount(0, size); n++) yield* tiles.entries(n)
  for (const { path } of listSegments(directory)) yield* leavesBehind(path, size)
}

function* leavesBehind(path: string, size: number): Generator<Buffer> {
  const reader = new SegmentReader(path)
  try {
    for (let group = reader.next(); group?.ok === true; group = reader.next())
      for (const { index, leaf } of group.entries) if (index >= size) yield leaf
  } finally {
    reader.close()
  }
}
