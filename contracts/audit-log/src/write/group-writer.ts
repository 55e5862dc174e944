/**
 * Writes one origin: all entries that wait go to the disk in one call, bytes and sync, and only then does any of them count (audit.md §3).
 * While one group is written the next gathers; there is no timer to wait for. A disk that fails refuses everything until a whole group was
 * written again, in a new segment.
 */
import { AuditUnavailable } from '../errors.ts'
import { type AuditReceipt, leafHashOf } from '../leaf/audit-entry.ts'
import { retryFirstMs, retryLongestMs, segmentAgeMaxMs, segmentBytesMax } from '../limits.ts'
import type { Reserve } from '../wal/reserve.ts'
import { segmentPath, walFolder } from '../wal/segments.ts'
import type { AuditStore, SegmentFile } from '../wal/store.ts'
import type { GroupBuffer, Waiting } from './group-buffer.ts'
import { GroupQueue } from './group-queue.ts'
import type { SegmentShelf } from './segment-shelf.ts'
import { gapLeaf } from './system-leaves.ts'

/** What the disk does: `writable` says whether entries are taken. */
export interface WriterState {
  readonly writable: boolean
  readonly error?: unknown
}

/** What a writer of one origin needs. */
export interface WriterParts {
  readonly origin: string
  /** The origin's folder. */
  readonly directory: string
  readonly store: AuditStore
  readonly reserve: Reserve
  readonly shelf: SegmentShelf
  /** Index of the first entry it will write. */
  readonly next: number
  readonly now: () => number
  readonly onState: (state: WriterState) => void
  /** Hears how many entries are durable, after each group. */
  readonly onDurable: (size: number) => void
}

const nothing = new Uint8Array(0)

export class GroupWriter {
  readonly #parts: WriterParts
  readonly #queue = new GroupQueue()
  #state: 'writable' | 'failed' | 'closed' = 'failed'
  #next: number
  #segment:
    | { readonly file: SegmentFile; readonly path: string; readonly first: number; readonly openedMs: number }
    | undefined
  #length = 0
  #durableAtMs = performance.now()
  #running: Promise<void> | undefined
  #recovering: Promise<void> | undefined
  #retry: NodeJS.Timeout | undefined
  #retryMs = retryFirstMs

  constructor(parts: WriterParts) {
    this.#parts = parts
    this.#next = parts.next
  }

  get writable(): boolean {
    return this.#state === 'writable'
  }

  /** Entries that are durable. */
  get size(): number {
    return this.#next
  }

  /** Since an entry last became durable, or since the start, in milliseconds. */
  get durableAgeMs(): number {
    return performance.now() - this.#durableAtMs
  }

  /** Opens a new segment. */
  async start(): Promise<void> {
    await this.#openSegment()
    this.#state = 'writable'
  }

  /**
   * Resolves when the leaf, and the payload beside it, survive kill and power loss.
   * @throws AuditUnavailable
   */
  append(leaf: string, sealed: Uint8Array = nothing): Promise<AuditReceipt> {
    if (this.#state !== 'writable') return Promise.reject(new AuditUnavailable('the log takes no entries now'))
    if (this.#queue.isFull) return Promise.reject(new AuditUnavailable('too many entries wait for the disk'))
    return new Promise((done, fail) => {
      this.#queue.add(leaf, sealed, { leafHash: leafHashOf(leaf), done, fail })
      this.#running ??= this.#run()
    })
  }

  /** Resolves when nothing waits and nothing is being mended. */
  async atRest(): Promise<void> {
    while (this.#running !== undefined || this.#recovering !== undefined) await (this.#running ?? this.#recovering)
  }

  /** Writes what waits, then gives the segment up and lays it with the finished ones. */
  async close(): Promise<void> {
    this.#state = 'closed'
    clearTimeout(this.#retry)
    await this.atRest()
    await this.#segment?.file.close().catch(() => undefined)
    this.#shelve()
  }

  async #run(): Promise<void> {
    // Whoever comes in this turn of the loop shares the first group.
    await new Promise(setImmediate)
    for (let group = this.#queue.take(); group !== undefined; group = this.#queue.take()) {
      const first = this.#next
      try {
        await this.#commit(group)
      } catch (error) {
        this.#failed(group.waiting, error)
        break
      }
      this.#acknowledge(group.waiting, first)
      this.#queue.giveBack(group)
    }
    this.#running = undefined
  }

  #acknowledge(waiting: readonly Waiting[], first: number): void {
    const { origin } = this.#parts
    let index = first
    for (const { leafHash, done } of waiting) done({ origin, index: index++, leafHash })
    this.#parts.onDurable(this.#next)
  }

  /** One write that is durable when it returns; the size moves only after it. */
  async #commit(group: GroupBuffer): Promise<void> {
    if (this.#segmentIsOver()) await this.#openSegment()
    if (this.#segment === undefined) throw new AuditUnavailable('no segment is open')
    const bytes = group.finish(this.#next)
    await this.#segment.file.write(bytes, this.#length)
    this.#next += group.waiting.length
    this.#length += bytes.length
    this.#durableAtMs = performance.now()
  }

  #segmentIsOver(): boolean {
    if (this.#segment === undefined || this.#length === 0) return false
    return this.#length >= segmentBytesMax || performance.now() - this.#segment.openedMs > segmentAgeMaxMs
  }

  /** A new segment takes the old one's place only once its name is durable. */
  async #openSegment(): Promise<void> {
    const { store, directory } = this.#parts
    const path = segmentPath(directory, this.#next)
    const file = await store.open(path)
    try {
      await store.syncFolder(walFolder(directory))
    } catch (error) {
      await file.close()
      throw error
    }
    await this.#segment?.file.close()
    this.#shelve()
    this.#segment = { file, path, first: this.#next, openedMs: performance.now() }
    this.#length = 0
  }

  #shelve(): void {
    if (this.#segment === undefined || this.#length === 0) return
    const { path, first } = this.#segment
    this.#parts.shelf.add({ path, first, end: this.#next })
    this.#segment = undefined
  }

  /** After a failed write nobody knows what the file holds: it is cut to what was synced, and the log goes on in a new one. */
  #failed(group: readonly Waiting[], cause: unknown): void {
    if (this.#state === 'writable') this.#state = 'failed'
    for (const { fail } of [...group, ...this.#queue.clear()])
      fail(new AuditUnavailable('the entry could not be made durable', { cause }))
    this.#parts.onState({ writable: false, error: cause })
    this.#recoverLater(cause)
  }

  #recoverLater(cause: unknown): void {
    if (this.#state !== 'failed') return
    this.#retry = setTimeout(() => {
      this.#recovering = this.#recover(cause).finally(() => {
        this.#recovering = undefined
      })
    }, this.#retryMs).unref()
    this.#retryMs = Math.min(this.#retryMs * 2, retryLongestMs)
  }

  async #recover(cause: unknown): Promise<void> {
    const { reserve, onState } = this.#parts
    try {
      if (isFullDisk(cause)) await reserve.giveUp()
      await this.#cutSegment()
      await reserve.makeAgain()
      await this.#openSegment()
      await this.#writeGap(isFullDisk(cause) ? 'disk-full' : 'disk')
    } catch (error) {
      this.#recoverLater(isFullDisk(cause) ? cause : error)
      return
    }
    if (this.#state !== 'failed') return
    this.#retryMs = retryFirstMs
    this.#state = 'writable'
    onState({ writable: true })
  }

  /** What was written behind the last synced group was never acknowledged. */
  async #cutSegment(): Promise<void> {
    if (this.#segment === undefined) return
    const { file, path, first } = this.#segment
    await file.close().catch(() => undefined)
    const cut = await this.#parts.store.open(path)
    try {
      await cut.truncate(this.#length)
    } finally {
      await cut.close()
    }
    if (this.#length > 0) this.#parts.shelf.add({ path, first, end: this.#next })
    this.#segment = undefined
  }

  /** Entries are taken again only after a whole group was written. */
  async #writeGap(cause: string): Promise<void> {
    const group = new GroupQueue()
    const leaf = gapLeaf(cause, this.#parts.now())
    const settled = (): void => undefined
    group.add(leaf, nothing, { leafHash: '', done: settled, fail: settled })
    const only = group.take()
    if (only !== undefined) await this.#commit(only)
    this.#parts.onDurable(this.#next)
  }
}

function isFullDisk(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
}
