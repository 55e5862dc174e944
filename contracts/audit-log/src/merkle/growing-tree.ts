/** A tree that grows at its right edge and holds nothing but that edge: at most one hash for each height. */
import { nodeHash } from './node-hash.ts'
import { intl, type Suite } from './suite.ts'
import { foldRight } from './tree.ts'

/** Hears of each complete subtree as it closes, leaves apart: its height, its place and its root. */
export type OnSubtree = (level: number, index: number, hash: Buffer) => void

/** Appends about two hashes a leaf; `root()` costs one hash for each bit of the size. */
export class GrowingTree {
  readonly #edge: Buffer[]
  readonly #suite: Suite
  readonly #onSubtree: OnSubtree | undefined
  #size: number

  /** Goes on at `size`. `edge`: roots of the complete subtrees, largest first (as `completeSubtrees(0, size)` names them). */
  constructor(size: number, edge: readonly Buffer[], onSubtree?: OnSubtree, suite: Suite = intl) {
    this.#size = size
    this.#edge = [...edge]
    this.#suite = suite
    this.#onSubtree = onSubtree
  }

  get size(): number {
    return this.#size
  }

  /** Adds the hash of the next leaf. */
  append(leafHash: Buffer): void {
    let hash = leafHash
    let place = this.#size
    for (let level = 1; place % 2 === 1; level++) {
      place = (place - 1) / 2
      hash = nodeHash(this.#edge.pop() as Buffer, hash, this.#suite)
      this.#onSubtree?.(level, place, hash)
    }
    this.#edge.push(hash)
    this.#size += 1
  }

  /** A tree of its own at the same place, which tells nobody. */
  copy(): GrowingTree {
    return new GrowingTree(this.#size, this.#edge, undefined, this.#suite)
  }

  root(): Buffer {
    return foldRight(this.#edge, this.#suite)
  }
}
