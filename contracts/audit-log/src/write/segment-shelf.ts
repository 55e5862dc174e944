/** Finished segments of one origin: each goes when all of it lies under a synced checkpoint and its payloads are stored. */
import type { ReadSegment } from '../wal/recover-wal.ts'
import type { AuditStore } from '../wal/store.ts'

export class SegmentShelf {
  readonly #store: AuditStore
  readonly #segments: ReadSegment[]
  #removing: Promise<void> = Promise.resolve()

  constructor(store: AuditStore, segments: readonly ReadSegment[]) {
    this.#store = store
    this.#segments = [...segments]
  }

  get isEmpty(): boolean {
    return this.#segments.length === 0
  }

  /** Puts a segment here that takes no more entries. */
  add(segment: ReadSegment): void {
    this.#segments.push(segment)
  }

  /** Removes what is kept elsewhere up to this size. What cannot be removed now is tried again the next time. */
  kept(size: number): Promise<void> {
    this.#removing = this.#removing
      .then(async () => {
        for (let oldest = this.#segments[0]; oldest !== undefined && oldest.end <= size; oldest = this.#segments[0]) {
          await this.#store.remove(oldest.path)
          this.#segments.shift()
        }
      })
      .catch(() => undefined)
    return this.#removing
  }
}
