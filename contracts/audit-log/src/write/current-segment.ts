/** The segment that takes the groups now: it is written behind its own end, and cut to what was synced when the disk fails. */
import { AuditUnavailable } from '../errors.ts'
import { segmentAgeMaxMs, segmentBytesMax } from '../limits.ts'
import { segmentPath, walFolder } from '../wal/segments.ts'
import type { AuditStore, SegmentFile } from '../wal/store.ts'
import type { SegmentShelf } from './segment-shelf.ts'

interface OpenSegment {
  readonly file: SegmentFile
  readonly path: string
  /** Index of its first entry. */
  readonly first: number
  readonly openedMs: number
}

/** Where the segments of one origin lie, and where finished ones go. */
export interface SegmentPlace {
  /** The origin's folder. */
  readonly directory: string
  readonly store: AuditStore
  readonly shelf: SegmentShelf
}

export class CurrentSegment {
  readonly #place: SegmentPlace
  #open: OpenSegment | undefined
  /** Bytes that are synced. */
  #length = 0

  constructor(place: SegmentPlace) {
    this.#place = place
  }

  /** Whether it is long or old enough to be followed by another. */
  get isOver(): boolean {
    if (this.#open === undefined || this.#length === 0) return false
    return this.#length >= segmentBytesMax || performance.now() - this.#open.openedMs > segmentAgeMaxMs
  }

  /**
   * Opens the segment whose first entry is `next`; it takes the old one's place only once its name is durable.
   * @throws the disk's error
   */
  async open(next: number): Promise<void> {
    const { store, directory } = this.#place
    const path = segmentPath(directory, next)
    const file = await store.open(path)
    try {
      await store.syncFolder(walFolder(directory))
    } catch (error) {
      await file.close()
      throw error
    }
    await this.#open?.file.close()
    this.#shelve(next)
    this.#open = { file, path, first: next, openedMs: performance.now() }
    this.#length = 0
  }

  /**
   * Durable when it returns.
   * @throws AuditUnavailable where none is open, or the disk's error
   */
  async write(bytes: Uint8Array): Promise<void> {
    if (this.#open === undefined) throw new AuditUnavailable('no segment is open')
    await this.#open.file.write(bytes, this.#length)
    this.#length += bytes.length
  }

  /** What was written behind the last synced group was never acknowledged. `next`: the index behind that group. */
  async cut(next: number): Promise<void> {
    if (this.#open === undefined) return
    const { file, path } = this.#open
    await file.close().catch(() => undefined)
    const cut = await this.#place.store.open(path)
    try {
      await cut.truncate(this.#length)
    } finally {
      await cut.close()
    }
    this.#shelve(next)
    this.#open = undefined
  }

  /** Gives it up and lays it with the finished ones. */
  async close(next: number): Promise<void> {
    await this.#open?.file.close().catch(() => undefined)
    this.#shelve(next)
  }

  #shelve(next: number): void {
    if (this.#open === undefined || this.#length === 0) return
    const { path, first } = this.#open
    this.#place.shelf.add({ path, first, end: next })
    this.#open = undefined
  }
}
