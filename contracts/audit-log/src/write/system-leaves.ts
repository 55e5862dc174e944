/** What the log says about itself (audit.md §3): each entry of kind `system` that the writer makes is one function. */
import { type AuditEntry, leafText } from '../leaf/audit-entry.ts'

/** What a crash left half written and a start cut away. */
export interface Cut {
  readonly bytes: number
  readonly sha256: string
}

/** The log whose history this one continues. `size`: its durable entries; `checkpoint`: its last signed note, if there is one. */
export interface LogBefore {
  readonly origin: string
  readonly size: number
  readonly checkpoint: string | null
}

/** First entry of each start. `size`: entries that were found; `cut`: what was never acknowledged and is gone. */
export function startLeaf(size: number, cut: readonly Cut[], at: number): string {
  return leafOf('start', at, { cut: cut.map(({ bytes, sha256 }) => ({ bytes, sha256 })), size })
}

export function stopLeaf(at: number): string {
  return leafOf('stop', at, {})
}

/** The disk failed, and takes entries again: what was under way between was refused. */
export function gapLeaf(cause: string, at: number): string {
  return leafOf('gap', at, { cause })
}

export function clockLeaf(stepMs: number, at: number): string {
  return leafOf('clock', at, { stepMs })
}

/** First entry of a year. */
export function yearLeaf(before: LogBefore, at: number): string {
  return leafOf('year', at, { before: { ...before } })
}

/** First entry of an origin that takes the place of a closed one. `again`: entries of the old one that follow, since no checkpoint covered them. */
export function originLeaf(before: LogBefore, reason: string, again: number, at: number): string {
  return leafOf('origin', at, { again, before: { ...before }, reason })
}

function leafOf(act: string, at: number, fields: Omit<AuditEntry, 'v' | 'kind' | 'at'>): string {
  return leafText({ v: 1, kind: 'system', at, act, ...fields })
}
