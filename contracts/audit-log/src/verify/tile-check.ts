/** Compares the files of tiles and bundles with what the entries below make them. */
import { hashBytes } from '../merkle/suite.ts'
import { entriesPath, tilePath, tileWidth } from '../tiles/tile-path.ts'
import type { LogReads } from './log-reads.ts'
import type { Findings } from './statement.ts'

/** The tile that entries give, `width` hashes of it, against every file of it: the full one and each kept partial one. */
export function checkTileFiles(reads: LogReads, findings: Findings, level: number, n: number, made: Buffer): void {
  const width = made.length / hashBytes
  const full = tilePath(level, n)
  for (const file of filesOf(reads, full, width)) {
    const bytes = reads.bytes(file.path)
    if (bytes === undefined) {
      if (!file.needed) continue
      // A partial tile may have been replaced by the full one, of which the checkpoint covers the beginning.
      const replaced = width < tileWidth ? reads.bytes(full)?.subarray(0, made.length) : undefined
      if (replaced === undefined) findings.add('TILE_MISSING', file.path)
      else if (!replaced.equals(made)) findings.add('TILE_CHANGED', full)
    } else if (!bytes.equals(made.subarray(0, file.width * hashBytes))) {
      findings.add('TILE_CHANGED', file.path)
    }
  }
}

/** The kept partial bundles beside the one that was read: each is its beginning, and no entry more or less. */
export function checkPartialBundles(reads: LogReads, findings: Findings, n: number, entries: readonly Buffer[]): void {
  for (const { path, width, needed } of filesOf(reads, entriesPath(n), entries.length)) {
    if (needed) continue
    const bytes = reads.bytes(path)
    const made = entries.slice(0, width).map((entry) => Buffer.concat([lengthOf(entry), entry]))
    if (bytes !== undefined && !bytes.equals(Buffer.concat(made))) findings.add('BUNDLE_INVALID', path)
  }
}

interface TileFile {
  readonly path: string
  readonly width: number
  readonly needed: boolean
}

/** Files that a tile of this width must or may have. Wider ones belong to a tree that no checkpoint covers yet. */
function* filesOf(reads: LogReads, full: string, width: number): Generator<TileFile> {
  yield { path: width === tileWidth ? full : `${full}.p/${width}`, width, needed: true }
  for (const name of reads.names(`${full}.p`)) {
    const kept = Number(name)
    if (/^[1-9]\d{0,2}$/.test(name) && kept < width) yield { path: `${full}.p/${name}`, width: kept, needed: false }
  }
}

function lengthOf(entry: Buffer): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(entry.length)
  return length
}
