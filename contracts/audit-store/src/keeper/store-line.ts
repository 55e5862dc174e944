/**
 * Brings one origin's entries into the database, in their order and each once: the head says where to go on, and moves
 * in the same transaction. A database that is away is asked again and again; nothing else waits for it.
 */
import { AuditStoreError } from '../errors.ts'
import { batchBytesMax, batchEntriesMax, lookAgainMs, retryMs, storeGraceMs } from '../limits.ts'
import { entryRow } from '../rows/leaf-rows.ts'
import type { AuditWriter, Head } from '../store/audit-writer.ts'
import type { StoredEntry } from '../store/insert-entries.ts'
import { BackOff } from './back-off.ts'
import { Backlog, type LogEntry } from './backlog.ts'
import { Bell } from './bell.ts'
import type { EntrySource } from './entry-source.ts'
import { codeOf } from './error-code.ts'
import type { KeeperEvent } from './messages.ts'

export interface StoreLineDeps {
  readonly origin: string
  readonly writer: AuditWriter
  /** Brings the tables up to date once; throws while the database is away. */
  readonly ready: () => Promise<void>
  readonly source: EntrySource
  readonly onEvent: (event: KeeperEvent) => void
  /** Told each time the head has moved. */
  readonly onMoved: () => void
  /** How long a database that has not answered yet is no alarm, milliseconds; a start's when absent. */
  readonly graceMs?: number
}

/** A batch, and where it moves the head. */
interface Step {
  readonly to: Head
  readonly entries: readonly StoredEntry[]
}

export class StoreLine {
  readonly #deps: StoreLineDeps
  readonly #backlog = new Backlog()
  readonly #bell = new Bell()
  readonly #backOff = new BackOff(retryMs)
  readonly #done: Promise<void>
  #head: Head | null = null
  #lastStored = 0
  #built: number
  #settled = 0
  #settledTold = 0
  /** Until when its absence is no alarm: it has not answered yet. */
  #quietUntilMs: number
  #isAway = false
  #isClosed = false
  #rolledBack = false

  /** `built`: entries under the checkpoint that was there already. */
  constructor(built: number, deps: StoreLineDeps) {
    this.#deps = deps
    this.#built = built
    this.#quietUntilMs = performance.now() + (deps.graceMs ?? storeGraceMs)
    this.#done = this.#run()
  }

  /** Entries whose payloads are stored; 0 until the database has told. */
  get stored(): number {
    return this.#lastStored
  }

  /** Whether all that was built is stored and indexed. */
  get isLevel(): boolean {
    return this.#head !== null && this.#head.indexed === this.#built && this.#head.stored === this.#built
  }

  /** Whether it stores nothing more, since the store holds another history. */
  get isOver(): boolean {
    return this.#rolledBack
  }

  /** Entries that were just built. */
  add(entries: readonly LogEntry[], built: number): void {
    this.#backlog.push(entries)
    this.#built = built
    this.#bell.ring()
  }

  /** Size that enough witnesses have signed: told to the index with the next words to the database. */
  settle(settled: number): void {
    if (settled <= this.#settled) return
    this.#settled = settled
    this.#bell.ring()
  }

  /** Ends behind the batch under way. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#bell.ring()
    await this.#done
  }

  async #run(): Promise<void> {
    while (!this.#isClosed && !this.#rolledBack) {
      try {
        const step = await this.#nextStep()
        if (step !== null) await this.#take(step)
        else if (!(await this.#tellSettled())) await this.#rest()
      } catch (error) {
        await this.#failed(error)
      }
    }
    // What was settled while it closed; a database that is away hears of it after the next start.
    if (!this.#rolledBack) await this.#tellSettled().catch(() => false)
  }

  /** Until something new comes; where nothing does, the head is read again: somebody may have emptied the index. */
  async #rest(): Promise<void> {
    const until = performance.now() + lookAgainMs
    await this.#bell.wait(lookAgainMs)
    if (performance.now() >= until) this.#head = null
  }

  async #nextStep(): Promise<Step | null> {
    if (this.#head === null) await this.#readHead()
    const head = this.#head
    if (head === null) return null
    if (head.indexed < head.stored) return this.#reindexed(head)
    return head.stored < this.#built ? this.#stored(head) : null
  }

  async #readHead(): Promise<void> {
    const { origin, writer, ready, onEvent } = this.#deps
    await ready()
    const head = await writer.head(origin)
    this.#worked()
    // Nothing is stored before it is synced and built, so a head beyond the tree belongs to entries that this folder lost.
    this.#rolledBack = head.stored > this.#built
    if (this.#rolledBack) return onEvent({ kind: 'history-lost', origin, by: 'store' })
    this.#moved(head)
  }

  /** The index was emptied, or never held what was stored before: its rows come back from the tiles, without payloads. */
  #reindexed({ indexed, stored }: Head): Step {
    const end = Math.min(stored, indexed + batchEntriesMax)
    const leaves = this.#deps.source.fromTiles(indexed, end, this.#built)
    const entries = leaves.map(({ index, leaf }) => ({ row: entryRow(index, leaf), sealed: null }))
    return { to: { indexed: indexed + entries.length, stored }, entries }
  }

  #stored({ indexed, stored }: Head): Step {
    const { source, origin, onEvent } = this.#deps
    const held = this.#backlog.take(stored, batchEntriesMax, batchBytesMax)
    const entries = held.length > 0 ? held : this.#fromWal(stored)
    if (entries.length > 0) {
      const to = stored + entries.length
      return {
        to: { indexed: to, stored: to },
        entries: entries.map(({ index, leaf, sealed }) => ({ row: entryRow(index, leaf), sealed })),
      }
    }
    const first = Math.min(source.firstInWal(this.#built), this.#built)
    if (first <= stored) throw new AuditStoreError('AUDIT_STORE_UNAVAILABLE', "The log's files were not read.")
    onEvent({ kind: 'payloads-missing', origin, from: stored, to: first })
    return { to: { indexed, stored: first }, entries: [] }
  }

  #fromWal(from: number): readonly LogEntry[] {
    return this.#deps.source.fromWal(from, Math.min(this.#built, this.#backlog.first ?? this.#built))
  }

  async #take({ to, entries }: Step): Promise<void> {
    const { writer, origin } = this.#deps
    await writer.add(origin, this.#head as Head, to, entries)
    this.#worked()
    this.#moved(to)
  }

  /** Whether there was something to tell. */
  async #tellSettled(): Promise<boolean> {
    const settled = this.#settled
    if (this.#head === null || settled === this.#settledTold) return false
    await this.#deps.writer.settle(this.#deps.origin, settled)
    this.#settledTold = settled
    return true
  }

  #moved(head: Head): void {
    this.#head = head
    this.#lastStored = head.stored
    this.#deps.onMoved()
  }

  #worked(): void {
    this.#backOff.worked()
    this.#quietUntilMs = 0
    if (this.#isAway) this.#deps.onEvent({ kind: 'store-back', origin: this.#deps.origin })
    this.#isAway = false
  }

  /** What became of a batch whose answer did not come is told by the head, which is read again. */
  async #failed(error: unknown): Promise<void> {
    this.#head = null
    const code = codeOf(error)
    if (code === 'AUDIT_HEAD_MOVED') return
    const { origin, onEvent } = this.#deps
    if (!this.#isAway && performance.now() >= this.#quietUntilMs) {
      this.#isAway = true
      onEvent({ kind: 'store-away', origin, code })
    }
    const until = performance.now() + this.#backOff.failed()
    // New entries ring too; they must not make it ask more often.
    while (!this.#isClosed && performance.now() < until) await this.#bell.wait(until - performance.now())
  }
}
