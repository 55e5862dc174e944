/** Up to which moment a list of looks is complete, and which nodes are behind (audit.md §6). */
import { behindAfterMs } from '../limits.ts'
import type { OriginHead } from './look-up.ts'

export interface Completeness {
  /** UTC milliseconds; `null` where some log is not in the index at all. */
  readonly until: number | null
  /** Nodes, each once, in their order. */
  readonly behind: readonly string[]
}

/** `<hub>/audit/<node>/<year>`. */
const originForm = /\/audit\/([^/]+)\//u

/** A log that has ended, and is in the index up to what witnesses signed, holds nothing back. */
export function completeness(heads: readonly OriginHead[], nowMs: number): Completeness {
  const open = heads.filter((head) => !head.ended || isShort(head))
  const until = open.reduce((least, { completeAt }) => Math.min(least, completeAt), nowMs)
  const behind = open.filter((head) => isShort(head) || nowMs - head.completeAt > behindAfterMs)
  return {
    until: until <= 0 ? null : until,
    behind: [...new Set(behind.map(({ origin }) => originForm.exec(origin)?.[1] ?? origin))].sort(),
  }
}

function isShort({ indexed, settled }: OriginHead): boolean {
  return indexed < settled
}
