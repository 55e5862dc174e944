/** A log held against the index of the audit store, page by page (audit.md §5). */
import { setTimeout as pause } from 'node:timers/promises'
import type { IndexCheck } from './audit-index.ts'

/** A log under its checkpoint. */
export interface OpenedLog {
  readonly origin: string
  readonly size: number
  /** Hash of an entry, hex, made of its own bytes; asked for in their order. */
  readonly hashes: (index: number) => string
}

/** What was compared of one log: entries under its checkpoint that the index holds. */
export interface Compared {
  readonly origin: string
  readonly size: number
  /** Less than `size` where the index ends before the log. */
  readonly compared: number
  /** Rows that are not there, or do not say what the entry says. */
  readonly differing: readonly number[]
  /** Payloads that are not there, though they were neither erased nor ended with their month. */
  readonly lost: readonly number[]
}

/** An index is at most five seconds behind its log (audit.md §5); twice that, and it ends there. */
const indexWaitMs = 10_000
const lookAgainMs = 500

/** Reads the index from its first page to the log's end, and waits a while for one that is behind. `page`: `POST /audit/check`. */
export async function compareLog(
  { origin, size, hashes }: OpenedLog,
  page: (from: number) => Promise<IndexCheck>,
  waitMs: number = indexWaitMs,
): Promise<Compared> {
  const differing = new Set<number>()
  const lost: number[] = []
  let [from, movedAt] = [0, performance.now()]
  while (from < size) {
    const checked = await page(from)
    const to = Math.min(checked.to, size)
    if (to <= from) {
      if (performance.now() - movedAt >= waitMs) break
      await pause(Math.min(lookAgainMs, waitMs))
      continue
    }
    for (let index = from; index < to; index += 1)
      if (checked.hashes[index - from] !== hashes(index)) differing.add(index)
    for (const index of checked.unfit) if (index < to) differing.add(index)
    lost.push(...checked.lost.filter((index) => index < to))
    from = to
    movedAt = performance.now()
  }
  return { origin, size, compared: from, differing: [...differing].toSorted((one, other) => one - other), lost }
}
