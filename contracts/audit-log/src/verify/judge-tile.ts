/** Where entries and their tile differ: the hash above them, or the checkpoint's root, says which of the two was changed. */
import type { GrowingTree } from '../merkle/growing-tree.ts'
import { hashBytes } from '../merkle/suite.ts'
import { tilePath, tileWidth, widthOf } from '../tiles/tile-path.ts'
import { hashAt, subtreeRoot } from '../tiles/tile-reader.ts'
import type { LogReads } from './log-reads.ts'

export type Changed = 'none' | 'entries' | 'tile' | 'unknown'

/** Whether the hashes of a full tile are those that the level above was made of. */
export function fitsAbove(reads: LogReads, n: number, size: number): (hashes: readonly Buffer[]) => boolean {
  const above = Math.floor(n / tileWidth)
  const tile = reads.bytes(tilePath(1, above, widthOf(1, above, size))) ?? reads.bytes(tilePath(1, above))
  const hash = tile === undefined ? undefined : hashAt(tile, n % tileWidth)
  return (hashes) => hash !== undefined && subtreeRoot(Buffer.concat(hashes), 0, tileWidth).equals(hash)
}

/** Whether the hashes of the last tile, behind the tree so far, give the root that was signed. */
export function fitsRoot(before: GrowingTree, root: Buffer): (hashes: readonly Buffer[]) => boolean {
  return (hashes) => {
    const tree = before.copy()
    for (const hash of hashes) tree.append(hash)
    return tree.root().equals(root)
  }
}

/** Places at which a tile has another hash than its entries. */
export function differences(tile: Buffer, made: readonly Buffer[]): readonly number[] {
  return [...made.keys()].filter((place) => !hashAt(tile, place).equals(made[place] ?? tile))
}

export function hashesOf(tile: Buffer): readonly Buffer[] {
  return Array.from({ length: tile.length / hashBytes }, (_, place) => hashAt(tile, place))
}
