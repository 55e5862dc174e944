/** Reads the WAL on behind the tree: what stands in both must be the same, what stands behind the checkpoint goes on without a gap. */

import type { GrowingTree } from '../merkle/growing-tree.ts'
import { leafHash } from '../merkle/node-hash.ts'
import type { LogReads } from './log-reads.ts'
import type { Findings } from './statement.ts'

/** What the WAL says. `size`: entries of tree and WAL together. */
export interface WalSaid {
  readonly size: number
  readonly torn: boolean
}

export interface WalOptions {
  readonly tree: GrowingTree
  /** Size of the checkpointed tree. */
  readonly covered: number
  /** Hash of a leaf of the tree. */
  readonly hashAt: (index: number) => Buffer | undefined
  /** Sees each entry behind the tree, before the tree has it. */
  readonly onEntry: (index: number, leaf: Buffer, hash: Buffer) => void
  /** Called each time the tree has grown. */
  readonly onGrown: () => void
}

export function checkWal(reads: LogReads, findings: Findings, options: WalOptions): WalSaid {
  const { tree, covered, hashAt, onEntry, onGrown } = options
  let next: number | undefined
  for (const group of reads.wal()) {
    if (!group.ok) {
      if (!group.torn) findings.add('WAL_DAMAGED', group.file, group.next)
      return { size: tree.size, torn: group.torn }
    }
    for (const { index, leaf } of group.entries) {
      if ((next !== undefined && index !== next) || index > tree.size) {
        findings.add('WAL_GAP', group.file, next ?? tree.size)
        return { size: tree.size, torn: false }
      }
      next = index + 1
      const hash = leafHash(leaf)
      if (index < tree.size) {
        if (index < covered && hashAt(index)?.equals(hash) !== true) findings.add('WAL_DIFFERS', group.file, index)
        continue
      }
      onEntry(index, leaf, hash)
      tree.append(hash)
      onGrown()
    }
  }
  return { size: tree.size, torn: false }
}
