/** Where the keeper gets entries that it does not hold in memory: the log's own files. */
import { folderTiles, listSegments, tileWidth, WalCursor } from '@xinqiao/audit-log'
import { batchBytesMax, batchEntriesMax } from '../limits.ts'
import { countWithin, type LogEntry } from './backlog.ts'

/** Entries of one origin, from its files. All methods block: the keeper's process has nobody to answer. */
export interface EntrySource {
  /** First entry whose sealed payload the WAL still holds; `size` where it holds none. */
  firstInWal(size: number): number
  /** A batch of entries with their payloads, from `from` up to `to` at most; none where the WAL begins later. */
  fromWal(from: number, to: number): readonly LogEntry[]
  /** A batch of the same without payloads, out of the entry bundles of a tree of `size` entries. */
  fromTiles(from: number, to: number, size: number): readonly LogEntry[]
  close(): void
}

const none: Buffer = Buffer.alloc(0)

/** Reads the folder of one origin. */
export function folderSource(folder: string): EntrySource {
  return new FolderSource(folder)
}

class FolderSource implements EntrySource {
  readonly #folder: string
  #cursor: WalCursor | null = null
  /** Read from the WAL, not given out yet. */
  #held: LogEntry[] = []
  /** The entry that the next batch begins with when the reading goes on. */
  #next = 0

  constructor(folder: string) {
    this.#folder = folder
  }

  firstInWal(size: number): number {
    return listSegments(this.#folder)[0]?.first ?? size
  }

  fromWal(from: number, to: number): readonly LogEntry[] {
    if (this.firstInWal(to) > from) return []
    if (this.#cursor === null || this.#next !== from) this.#rewind(from)
    if (this.#held.length === 0) this.#held = [...(this.#cursor?.read(to) ?? [])]
    const wanted = this.#held.slice(0, Math.max(0, to - from))
    const given = this.#held.splice(0, countWithin(wanted, batchEntriesMax, batchBytesMax))
    this.#next = from + given.length
    return given
  }

  fromTiles(from: number, to: number, size: number): readonly LogEntry[] {
    const entries = tileEntries(this.#folder, from, to, size)
    return entries.slice(0, countWithin(entries, batchEntriesMax, batchBytesMax))
  }

  close(): void {
    this.#cursor?.close()
    this.#cursor = null
    this.#held = []
  }

  #rewind(from: number): void {
    this.close()
    this.#cursor = new WalCursor(this.#folder, from)
    this.#next = from
  }
}

function tileEntries(folder: string, from: number, to: number, size: number): readonly LogEntry[] {
  const tiles = folderTiles(folder, size)
  const entries: LogEntry[] = []
  for (let bundle = Math.floor(from / tileWidth); bundle * tileWidth < to; bundle += 1) {
    for (const [place, leaf] of tiles.entries(bundle).entries()) {
      const index = bundle * tileWidth + place
      if (index >= from && index < to) entries.push({ index, leaf, sealed: none })
    }
  }
  return entries
}
