/**
 * Builds an origin out of its WAL (audit.md §3.5): tree, tiles and bundles up to what is durable, then the signed checkpoint over them.
 * It reads the files, never the writer's memory. Order of syncs: tiles and bundles, their folders, the checkpoint beside its place,
 * the checkpoint in its place, its folder; only then what it replaces is removed.
 */
import { join } from 'node:path'
import { AuditLogError } from '../errors.ts'
import { checkpointEveryMs } from '../limits.ts'
import { signCheckpoint } from '../notes/checkpoint.ts'
import type { CheckpointSigner } from '../notes/signer.ts'
import { GrowingTiles } from '../tiles/growing-tiles.ts'
import { fileDisk } from '../tiles/tile-disk.ts'
import type { WalEntry } from '../wal/group.ts'
import { takeLock } from '../wal/lock.ts'
import { type AuditStore, fileStore } from '../wal/store.ts'
import { WalCursor } from '../wal/wal-cursor.ts'
import { originOf } from '../write/origin-folder.ts'
import { checkpointFile, readBuiltState } from './built-state.ts'
import { CheckpointBook } from './checkpoint-book.ts'

/** Where and with what. */
export interface LogBuilderOptions {
  /** The origin's folder, `…/audit/<node>/<year>`. */
  readonly directory: string
  /** Signs its checkpoints; its name is the origin. */
  readonly signer: CheckpointSigner
  readonly store?: AuditStore
  readonly now?: () => number
}

/** One step. `checkpoint`: the note signed over `size`; `entries`: those that came in, with their sealed payloads. */
export interface Advance {
  readonly size: number
  readonly checkpoint: string | null
  readonly entries: readonly WalEntry[]
}

export interface LogBuilder {
  readonly origin: string
  /** Entries under the last checkpoint. */
  readonly size: number
  /** The last checkpoint; null before the first. */
  readonly checkpoint: string | null
  /**
   * Builds towards `durable` and signs; a long backlog takes several calls, until `size` is there.
   * @throws AuditDamaged where the WAL does not hold what is durable; errors of the disk: then nothing counts, and it may be asked again
   */
  advance(durable: number): Promise<Advance>
  /** Keeps a note that others signed too under `checkpoints/`, durably. */
  keepSettled(note: string): Promise<void>
  close(): void
}

/**
 * Opens a builder; one at a time for a folder.
 * @throws AuditLogError `AUDIT_LOCKED`, `AUDIT_ORIGIN`; AuditDamaged where checkpoint and tiles do not fit
 */
export async function openLogBuilder(options: LogBuilderOptions): Promise<LogBuilder> {
  const { directory, signer } = options
  const file = originOf(directory)
  if (file === null || file.origin !== signer.name || file.vkey !== signer.vkey)
    throw new AuditLogError('AUDIT_ORIGIN', 'the folder belongs to another origin, or to another key of it')
  const release = takeLock(directory, 'build.lock')
  try {
    return new FolderBuilder(options, release)
  } catch (error) {
    release()
    throw error
  }
}

class FolderBuilder implements LogBuilder {
  readonly origin: string
  readonly #options: LogBuilderOptions
  readonly #store: AuditStore
  readonly #release: () => void
  readonly #book: CheckpointBook
  readonly #now: () => number
  #tiles: GrowingTiles
  #cursor: WalCursor
  #size = 0
  #note: string | null = null
  #keptAtMs = Number.NEGATIVE_INFINITY
  #isSound = true

  constructor(options: LogBuilderOptions, release: () => void) {
    this.#options = options
    this.origin = options.signer.name
    // Built in a process of its own, where a hand-over for each small file would cost more than the call.
    this.#store = options.store ?? { ...fileStore, ...fileDisk }
    this.#now = options.now ?? Date.now
    this.#release = release
    this.#book = new CheckpointBook(options.directory, this.#store)
    const read = this.#read()
    this.#tiles = read.tiles
    this.#cursor = read.cursor
  }

  get size(): number {
    return this.#size
  }

  get checkpoint(): string | null {
    return this.#note
  }

  async advance(durable: number): Promise<Advance> {
    if (!this.#isSound) this.#readAgain()
    if (durable <= this.#size) return { size: this.#size, checkpoint: this.#note, entries: [] }
    this.#isSound = false
    const entries = this.#cursor.read(durable)
    for (const { leaf } of entries) this.#tiles.append(leaf)
    await this.#tiles.save()
    const note = await this.#sign()
    await this.#tiles.sweep()
    this.#size = this.#tiles.size
    this.#note = note
    this.#isSound = true
    return { size: this.#size, checkpoint: note, entries }
  }

  async keepSettled(note: string): Promise<void> {
    await this.#book.keep(note, this.#now())
  }

  close(): void {
    this.#cursor.close()
    this.#release()
  }

  /** The tiles are durable: now the checkpoint takes its place, and one an hour is kept. */
  async #sign(): Promise<string> {
    const { directory, signer } = this.#options
    const note = await signCheckpoint({ origin: this.origin, size: this.#tiles.size, root: this.#tiles.root() }, signer)
    await this.#store.writeFile(join(directory, checkpointFile), Buffer.from(note))
    await this.#store.syncFolder(directory)
    if (this.#now() - this.#keptAtMs >= checkpointEveryMs) {
      this.#keptAtMs = this.#now()
      await this.#book.keep(note, this.#keptAtMs)
    }
    return note
  }

  #read(): { readonly tiles: GrowingTiles; readonly cursor: WalCursor } {
    const { directory, signer } = this.#options
    const { size, note } = readBuiltState(directory, { origin: this.origin, vkey: signer.vkey })
    this.#size = size
    this.#note = note
    return { tiles: new GrowingTiles({ directory, size, disk: this.#store }), cursor: new WalCursor(directory, size) }
  }

  /** After an error what is in memory and what is on disk may differ: the last checkpoint decides. */
  #readAgain(): void {
    this.#cursor.close()
    const read = this.#read()
    this.#tiles = read.tiles
    this.#cursor = read.cursor
    this.#isSound = true
  }
}
