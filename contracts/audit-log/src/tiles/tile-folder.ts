/** Reads tiles and bundles of a log's folder. */
import { AuditLogError } from '../errors.ts'
import { bundleBytesMax, tileFileBytesMax } from '../limits.ts'
import { intl, type Suite } from '../merkle/suite.ts'
import type { HashReader } from '../merkle/tree.ts'
import { readPlainFile } from '../plain-files.ts'
import { readBundle } from './entry-bundle.ts'
import { entriesPath, tilePath, tileWidth, widthOf } from './tile-path.ts'
import { tileHashes } from './tile-reader.ts'

/** The tree of one size in a folder. */
export interface TileFolder extends HashReader {
  readonly size: number
  /** Entries of bundle `n`, as many as the tree has there. */
  entries(n: number): Buffer[]
  /** The leaf of one entry. */
  leaf(index: number): Buffer
}

/**
 * Reads the tree of `size` entries. Files are read when asked for.
 * Its functions throw AuditLogError `AUDIT_TILE_INVALID` for a tile or bundle that is missing or too short.
 */
export function folderTiles(directory: string, size: number, suite: Suite = intl): TileFolder {
  const hashes = tileHashes(size, (level, n, width) => readTileFile(directory, level, n, width), suite)
  const entries = (n: number): Buffer[] => {
    const width = widthOf(0, n, size)
    return readBundle(readBundleFile(directory, n, width), width)
  }
  return {
    size,
    hash: (level, index) => hashes.hash(level, index),
    entries,
    leaf: (index) => {
      const leaf = entries(Math.floor(index / tileWidth))[index % tileWidth]
      if (leaf === undefined) throw new AuditLogError('AUDIT_TILE_INVALID', `a log of ${size} has no such entry`)
      return leaf
    },
  }
}

/** The file of a tile that is at least this wide: that of this width, or the full one that took its place. */
export function readTileFile(directory: string, level: number, n: number, width: number): Buffer {
  return readEither(directory, tilePath(level, n, width), tilePath(level, n), tileFileBytesMax)
}

/** The file of a bundle that holds at least this many entries. */
export function readBundleFile(directory: string, n: number, width: number): Buffer {
  return readEither(directory, entriesPath(n, width), entriesPath(n), bundleBytesMax)
}

function readEither(directory: string, path: string, full: string, bytesMax: number): Buffer {
  for (const one of path === full ? [full] : [path, full]) {
    const bytes = readPlainFile(directory, one, bytesMax)
    if (bytes !== undefined) return bytes
  }
  throw new AuditLogError('AUDIT_TILE_INVALID', `${path} is missing`)
}
