/** Reads a tree out of its tiles, wherever these come from: the hashes that no tile stores are made out of the tile below. */
import { AuditLogError } from '../errors.ts'
import { hashBytes, intl, type Suite } from '../merkle/suite.ts'
import { foldRight, type HashReader } from '../merkle/tree.ts'
import { tileHeight, tileWidth, widthOf } from './tile-path.ts'

/** Gives the bytes of a tile that is at least this wide. Throws where there is none. */
export type ReadTile = (level: number, n: number, width: number) => Buffer

/** Tiles kept in memory by one reader: proofs and edges touch two or three of each level. */
const tilesKept = 32

/** The stored hashes of the tree of this size. */
export function tileHashes(size: number, readTile: ReadTile, suite: Suite = intl): HashReader {
  const kept = new Map<string, Buffer>()
  const tile = (level: number, n: number): Buffer => {
    const name = `${level}/${n}`
    const known = kept.get(name)
    if (known !== undefined) return known
    const width = widthOf(level, n, size)
    const bytes = width === 0 ? undefined : readTile(level, n, width)
    if (bytes === undefined || bytes.length < width * hashBytes) {
      throw new AuditLogError('AUDIT_TILE_INVALID', `tile ${name} is not as wide as a tree of ${size} has it`)
    }
    if (kept.size >= tilesKept) kept.delete(kept.keys().next().value ?? '')
    kept.set(name, bytes)
    return bytes
  }
  return {
    hash: (level, index) => {
      const tileLevel = Math.floor(level / tileHeight)
      const span = 2 ** (level % tileHeight)
      const first = index * span
      const bytes = tile(tileLevel, Math.floor(first / tileWidth))
      return subtreeRoot(bytes, first % tileWidth, span, suite)
    },
  }
}

/** Hash `place` of a tile. It shares the tile's memory. */
export function hashAt(tile: Buffer, place: number): Buffer {
  return tile.subarray(place * hashBytes, (place + 1) * hashBytes)
}

/** Root over `span` hashes of a tile, a power of two, from `first` on. */
export function subtreeRoot(tile: Buffer, first: number, span: number, suite: Suite = intl): Buffer {
  if (span === 1) return hashAt(tile, first)
  const half = span / 2
  return foldRight([subtreeRoot(tile, first, half, suite), subtreeRoot(tile, first + half, half, suite)], suite)
}
