/**
 * The writer: all entries that wait go to the disk in one write and one sync, and only then does any of them count (audit.md §3).
 * While one group is synced the next gathers; there is no timer to wait for. A disk that fails refuses everything until a whole group was synced again.
 */
import { join } from 'node:path'
import { type AuditEntry, type AuditReceipt, type Leaf, leafOf } from './audit-entry.ts'
import { type ChainHead, writeGroup } from './commit-group.ts'
import { AuditUnavailable } from './errors.ts'
import { groupBytesMax, groupEntriesMax, retryFirstMs, retryLongestMs, segmentBytesMax, waitingMax } from './limits.ts'
import { segmentName } from './segments.ts'
import type { AuditStore, SegmentFile } from './store.ts'
import type { TornTail } from './torn-tail.ts'

/** An open log. This door stays when the form on disk changes. */
export interface AuditLog {
  readonly origin: string
  /** Whether entries are taken now; `/ready` says no while it is false. */
  readonly writable: boolean
  /**
   * Resolves when the entry is durable: it survives kill and power loss.
   * @throws AuditUnavailable when it is not; AuditLogError `AUDIT_ENTRY_INVALID`
   */
  append(entry: AuditEntry): Promise<AuditReceipt>
  /** Writes what waits, then gives the log up. */
  close(): Promise<void>
}

interface Waiting {
  readonly leaf: Leaf
  readonly done: (receipt: AuditReceipt) => void
  readonly fail: (error: AuditUnavailable) => void
}

interface WriterOptions {
  readonly directory: string
  readonly origin: string
  readonly store: AuditStore
  readonly release: () => void
  readonly head: ChainHead
  readonly file: string
  readonly length: number
  readonly onState?: (state: { readonly writable: boolean; readonly error?: unknown }) => void
}

/** Made by `openAuditLog` alone. */
export class GroupWriter implements AuditLog {
  readonly origin: string
  readonly #options: WriterOptions
  #state: 'writable' | 'failed' | 'closed' = 'failed'
  #waiting: Waiting[] = []
  #running: Promise<void> | undefined
  #recovering: Promise<void> | undefined
  #retry: NodeJS.Timeout | undefined
  #retryMs = retryFirstMs
  #head: ChainHead
  #file: string
  #length: number
  #segment: SegmentFile | undefined

  constructor(options: WriterOptions) {
    this.#options = options
    this.origin = options.origin
    this.#head = options.head
    this.#file = options.file
    this.#length = options.length
  }

  get writable(): boolean {
    return this.#state === 'writable'
  }

  /** Opens the segment; names what was cut, if anything, in entries of their own, before any other. */
  async start(cuts: readonly TornTail[]): Promise<void> {
    await this.#openSegment(this.#file, this.#length)
    if (cuts.length > 0)
      await this.#commit(cuts.map(({ bytes, sha256 }) => gapLeaf({ cutBytes: bytes, cutSha256: sha256 })))
    this.#state = 'writable'
  }

  append(entry: AuditEntry): Promise<AuditReceipt> {
    if (this.#state !== 'writable') return Promise.reject(new AuditUnavailable('the log takes no entries now'))
    if (this.#waiting.length >= waitingMax)
      return Promise.reject(new AuditUnavailable('too many entries wait for the disk'))
    return new Promise((done, fail) => {
      this.#waiting.push({ leaf: leafOf(entry), done, fail })
      this.#running ??= this.#run()
    })
  }

  async close(): Promise<void> {
    while (this.#running !== undefined || this.#recovering !== undefined) await (this.#running ?? this.#recovering)
    if (this.#state === 'closed') return
    this.#state = 'closed'
    clearTimeout(this.#retry)
    await this.#segment?.close().catch(() => undefined)
    this.#options.release()
  }

  async #run(): Promise<void> {
    // One turn of the loop gathers the callers of this very moment into the first group.
    await Promise.resolve()
    while (this.#waiting.length > 0 && this.#state === 'writable') {
      const group = this.#takeGroup()
      const first = this.#head.next
      try {
        await this.#commit(group.map(({ leaf }) => leaf))
      } catch (error) {
        this.#failed(group, error)
        break
      }
      for (const [offset, { leaf, done }] of group.entries())
        done({ origin: this.origin, index: first + offset, leafHash: leaf.hash })
    }
    this.#running = undefined
  }

  #takeGroup(): readonly Waiting[] {
    let bytes = 0
    let count = 0
    for (const { leaf } of this.#waiting) {
      bytes += leaf.text.length
      if (count === groupEntriesMax || (count > 0 && bytes > groupBytesMax)) break
      count += 1
    }
    return this.#waiting.splice(0, count)
  }

  /** One write, one sync; the head moves only after both. */
  async #commit(leaves: readonly Leaf[]): Promise<void> {
    if (this.#length >= segmentBytesMax) {
      await this.#segment?.close()
      await this.#openSegment(segmentName(this.#head.next), 0)
    }
    const { bytes, head } = writeGroup(this.#head, leaves)
    if (this.#segment === undefined) throw new AuditUnavailable('no segment is open')
    await this.#segment.write(bytes, this.#length)
    await this.#segment.sync()
    this.#head = head
    this.#length += bytes.length
  }

  /** After a failed write or sync nobody knows what the file holds: it is cut to what was synced, and the log goes on in a new one. */
  #failed(group: readonly Waiting[], cause: unknown): void {
    this.#state = 'failed'
    this.#options.onState?.({ writable: false, error: cause })
    const refused = [...group, ...this.#waiting]
    this.#waiting = []
    for (const { fail } of refused) fail(new AuditUnavailable('the entry could not be made durable', { cause }))
    this.#retryLater()
  }

  #retryLater(): void {
    this.#retry = setTimeout(() => {
      this.#recovering = this.#recover().finally(() => {
        this.#recovering = undefined
      })
    }, this.#retryMs).unref()
    this.#retryMs = Math.min(this.#retryMs * 2, retryLongestMs)
  }

  async #recover(): Promise<void> {
    try {
      await this.#segment?.close().catch(() => undefined)
      this.#segment = undefined
      const last = await this.#options.store.open(join(this.#options.directory, this.#file))
      try {
        await last.truncate(this.#length)
        await last.sync()
      } finally {
        await last.close()
      }
      const isEmpty = this.#length === 0
      await this.#openSegment(isEmpty ? this.#file : segmentName(this.#head.next), 0)
      await this.#commit([gapLeaf({ cause: 'disk' })])
    } catch {
      if (this.#state === 'failed') this.#retryLater()
      return
    }
    this.#retryMs = retryFirstMs
    this.#state = 'writable'
    this.#options.onState?.({ writable: true })
  }

  async #openSegment(file: string, length: number): Promise<void> {
    this.#segment = await this.#options.store.open(join(this.#options.directory, file))
    await this.#options.store.syncFolder(this.#options.directory)
    this.#file = file
    this.#length = length
  }
}

function gapLeaf(what: Readonly<Record<string, string | number>>): Leaf {
  return leafOf({ v: 1, kind: 'system', at: Date.now(), act: 'gap', ...what })
}
