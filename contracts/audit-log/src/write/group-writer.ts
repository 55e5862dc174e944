/**
 * Writes one origin: all entries that wait go to the disk in one call, bytes and sync, and only then does any of them count (audit.md §3).
 * While one group is written the next gathers; there is no timer to wait for. A disk that fails refuses everything until a whole group was
 * written again, in a new segment.
 */
import { AuditUnavailable } from '../errors.ts'
import { type AuditReceipt, leafHashOf } from '../leaf/audit-entry.ts'
import { retryFirstMs, retryLongestMs } from '../limits.ts'
import type { Reserve } from '../wal/reserve.ts'
import { CurrentSegment, type SegmentPlace } from './current-segment.ts'
import type { GroupBuffer, Waiting } from './group-buffer.ts'
import { GroupQueue } from './group-queue.ts'
import { gapLeaf } from './system-leaves.ts'

/** What the disk does: `writable` says whether entries are taken. */
export interface WriterState {
  readonly writable: boolean
  readonly error?: unknown
}

/** What a writer of one origin needs. */
export interface WriterParts extends SegmentPlace {
  readonly origin: string
  readonly reserve: Reserve
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
  readonly #segment: CurrentSegment
  readonly #queue = new GroupQueue()
  #state: 'writable' | 'failed' | 'closed' = 'failed'
  #next: number
  #durableAtMs = performance.now()
  #running: Promise<void> | undefined
  #recovering: Promise<void> | undefined
  #retry: NodeJS.Timeout | undefined
  #retryMs = retryFirstMs

  constructor(parts: WriterParts) {
    this.#parts = parts
    this.#segment = new CurrentSegment(parts)
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
    await this.#segment.open(this.#next)
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
    await this.#segment.close(this.#next)
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
    if (this.#segment.isOver) await this.#segment.open(this.#next)
    await this.#segment.write(group.finish(this.#next))
    this.#next += group.waiting.length
    this.#durableAtMs = performance.now()
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
      await this.#segment.cut(this.#next)
      await reserve.makeAgain()
      await this.#segment.open(this.#next)
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
