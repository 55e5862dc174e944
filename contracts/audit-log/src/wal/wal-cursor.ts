/** Reads the entries of an origin's WAL in order, over all its segments, up to a size that is known to be durable. */
import { AuditDamaged } from '../errors.ts'
import { advanceBytesMax, advanceEntriesMax } from '../limits.ts'
import type { WalEntry } from './group.ts'
import { SegmentReader } from './segment-reader.ts'
import { listSegments } from './segments.ts'

export class WalCursor {
  readonly #directory: string
  #next: number
  #reader: SegmentReader | null = null
  #path = ''
  /** Entries of the group in hand that are still to be given out. */
  #inHand: readonly WalEntry[] = []

  /** Begins with this entry, in the folder of one origin. */
  constructor(directory: string, next: number) {
    this.#directory = directory
    this.#next = next
  }

  /**
   * The entries from where it stands up to `size`; fewer where there are very many, none where it has arrived.
   * @throws AuditDamaged where the WAL does not hold what was said to be durable
   */
  read(size: number): readonly WalEntry[] {
    const entries: WalEntry[] = []
    let bytes = 0
    // What was read beyond the durable size may have been cut and written anew since.
    this.#reader?.forget()
    while (this.#next < size && entries.length < advanceEntriesMax && bytes < advanceBytesMax) {
      if (this.#inHand.length === 0) this.#inHand = this.#group()
      for (const entry of this.#inHand) {
        if (entry.index < this.#next || this.#next >= size) continue
        entries.push(entry)
        bytes += entry.leaf.length + entry.sealed.length
        this.#next += 1
      }
      this.#inHand = this.#inHand.filter(({ index }) => index >= this.#next)
    }
    return entries
  }

  close(): void {
    this.#reader?.close()
    this.#reader = null
  }

  /** The group that holds the next entry. */
  #group(): readonly WalEntry[] {
    for (;;) {
      const reader = (this.#reader ??= this.#open())
      const group = reader.next()
      if (group === null) {
        this.close()
        continue
      }
      const holds = group.ok && group.entries.some(({ index }) => index === this.#next)
      if (holds) return group.entries
      if (!group.ok || group.first > this.#next) throw this.#missing(group.ok ? undefined : group.reason)
    }
  }

  #open(): SegmentReader {
    const segment = listSegments(this.#directory).findLast(({ first }) => first <= this.#next)
    // A segment that ended before the wanted entry is followed by none: it would be opened again without end.
    if (segment === undefined || segment.path === this.#path) throw this.#missing()
    this.#path = segment.path
    return new SegmentReader(segment.path)
  }

  #missing(reason = 'the WAL does not hold this entry'): AuditDamaged {
    this.close()
    return new AuditDamaged(this.#next, this.#path, reason)
  }
}
