/** Roots of trees and parts of trees, out of the hashes of complete subtrees (RFC 6962 §2.1). */
import { emptyRoot, nodeHash } from './node-hash.ts'
import { intl, type Suite } from './suite.ts'

/** The stored hashes of a tree. `level`: height of the complete subtree, 0 for a leaf; `index`: its place among those of its height. */
export interface HashReader {
  hash(level: number, index: number): Buffer
}

/** A complete subtree: `2^level` leaves from `index · 2^level` on. */
export interface Subtree {
  readonly level: number
  readonly index: number
}

/** Root of the tree over the first `size` leaves. */
export function treeRoot(size: number, reader: HashReader, suite: Suite = intl): Buffer {
  return size === 0 ? emptyRoot(suite) : rangeHash(0, size, reader, suite)
}

/** Hash over the leaves from `start` up to `end`, where the tree has such a subtree. */
export function rangeHash(start: number, end: number, reader: HashReader, suite: Suite = intl): Buffer {
  const parts = completeSubtrees(start, end)
  return foldRight(
    parts.map(({ level, index }) => reader.hash(level, index)),
    suite,
  )
}

/** The complete subtrees that these leaves fall into, largest first. */
export function completeSubtrees(start: number, end: number): readonly Subtree[] {
  const parts: Subtree[] = []
  for (let at = start; at < end; ) {
    let level = 0
    let width = 1
    while (at % (2 * width) === 0 && at + 2 * width <= end) {
      width *= 2
      level += 1
    }
    parts.push({ level, index: at / width })
    at += width
  }
  return parts
}

/** One hash over subtrees that stand beside each other, largest first. */
export function foldRight(hashes: readonly Buffer[], suite: Suite = intl): Buffer {
  const last = hashes.at(-1)
  if (last === undefined) return emptyRoot(suite)
  let root = last
  for (let at = hashes.length - 2; at >= 0; at--) root = nodeHash(hashes[at] as Buffer, root, suite)
  return root
}

/** Largest power of two below `size`: where a tree of more than one leaf is parted. */
export function splitPoint(size: number): number {
  let half = 1
  while (half * 2 < size) half *= 2
  return half
}
