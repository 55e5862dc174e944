/** A node's origins, one after the other: a year, perhaps `<year>-2` after a folder was rolled back, the next year. */
import type { AuditEntry } from '../leaf/audit-entry.ts'

/** What the first entry of a log says about the one before. `checkpoint`: its last one, null where it had none yet. */
export interface FollowedLog {
  readonly origin: string
  readonly size: number
  readonly checkpoint: string | null
}

/** The log that this first entry goes on from; undefined for a node's first log. */
export function followed(first: AuditEntry | undefined): FollowedLog | undefined {
  if (first?.kind !== 'system' || (first['act'] !== 'year' && first['act'] !== 'origin')) return undefined
  // Of known form, or it would not be the first entry of a walk.
  return first['before'] as unknown as FollowedLog
}

const namePattern = /^(\d{4})(?:-(\d+))?$/

/** Names of folders that are origins, oldest first. */
export function inOrder(names: readonly string[]): readonly string[] {
  return names
    .flatMap((name) => {
      const [, year, part = '1'] = namePattern.exec(name) ?? []
      return year === undefined ? [] : [{ name, year: Number(year), part: Number(part) }]
    })
    .toSorted((one, other) => one.year - other.year || one.part - other.part)
    .map(({ name }) => name)
}
