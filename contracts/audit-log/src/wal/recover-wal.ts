/**
 * What a start finds in the WAL (audit.md §3, Recovery 3). Reading only: a bad last group is a torn tail, to be cut by the caller;
 * a bad group before a good one, or a WAL that ends before what a checkpoint covers, is damage, and nothing is touched.
 */
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { AuditDamaged } from '../errors.ts'
import { wholeGroupBehind } from './group.ts'
import { SegmentReader } from './segment-reader.ts'
import { listSegments, type Segment } from './segments.ts'

/** A group that a crash left half written. `length`: where its segment has to be cut. */
export interface TornTail {
  readonly path: string
  readonly length: number
  readonly bytes: number
  readonly sha256: string
}

/** A segment with where it ends. `end`: index behind its last entry. */
export interface ReadSegment extends Segment {
  readonly end: number
}

/** `next`: index of the next entry. */
export interface WalFound {
  readonly next: number
  readonly segments: readonly ReadSegment[]
  readonly torn: TornTail | null
}

/**
 * Reads an origin's WAL. `covered`: size of its signed checkpoint.
 * @throws AuditDamaged
 */
export function readWal(directory: string, covered: number): WalFound {
  const segments: ReadSegment[] = []
  const listed = listSegments(directory)
  let next = listed[0]?.first ?? covered
  if (next > covered)
    throw new AuditDamaged(covered, basename(listed[0]?.path ?? ''), 'the WAL begins behind the checkpoint')
  let torn: TornTail | null = null
  for (const [order, segment] of listed.entries()) {
    if (segment.first !== next) throw new AuditDamaged(next, basename(segment.path), 'a segment is missing or misnamed')
    const read = readSegment(segment, order === listed.length - 1)
    torn = read.torn
    next = read.end
    segments.push({ ...segment, end: next })
  }
  if (next < covered)
    throw new AuditDamaged(next, basename(listed.at(-1)?.path ?? ''), 'the WAL ends before what the checkpoint covers')
  return { next, segments, torn }
}

function readSegment(segment: Segment, isLast: boolean): { readonly end: number; readonly torn: TornTail | null } {
  const reader = new SegmentReader(segment.path)
  try {
    let next = segment.first
    for (let group = reader.next(); group !== null; group = reader.next()) {
      if (!group.ok || group.first !== next) {
        const rest = reader.rest()
        const reason = group.ok ? 'the group begins with another entry' : group.reason
        if (group.ok || !isLast || wholeGroupBehind(rest, 1, next))
          throw new AuditDamaged(next, basename(segment.path), reason)
        return { end: next, torn: tornTail(segment.path, reader.position, rest) }
      }
      next += group.entries.length
    }
    return { end: next, torn: null }
  } finally {
    reader.close()
  }
}

function tornTail(path: string, length: number, bytes: Buffer): TornTail {
  return { path, length, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}
