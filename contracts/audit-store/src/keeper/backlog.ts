/** Entries that were built and wait for the database: a bounded stretch without gaps; what does not fit is read from the files later. */
import { backlogBytesMax } from '../limits.ts'

/** An entry as the log holds it; `sealed` is empty where the kind has no payload. */
export interface LogEntry {
  readonly index: number
  readonly leaf: Buffer
  readonly sealed: Buffer
}

export class Backlog {
  #entries: LogEntry[] = []
  #bytes = 0

  /** Index of the first entry held; `null` where it holds none. */
  get first(): number | null {
    return this.#entries[0]?.index ?? null
  }

  /** Takes entries that follow each other. When they do not follow what is held, or do not fit, they are left to the files. */
  push(entries: readonly LogEntry[]): void {
    const bytes = entries.reduce((sum, entry) => sum + sizeOf(entry), 0)
    const last = this.#entries.at(-1)
    const follows = last === undefined || entries[0]?.index === last.index + 1
    if (!follows || this.#bytes + bytes > backlogBytesMax) return
    this.#entries.push(...entries)
    this.#bytes += bytes
  }

  /** Entries from `from` on, as many as the two bounds let; they are held no longer. Empty where `from` is not held. */
  take(from: number, entriesMax: number, bytesMax: number): readonly LogEntry[] {
    this.#dropBefore(from)
    if (this.first !== from) return []
    const count = countWithin(this.#entries, entriesMax, bytesMax)
    const taken = this.#entries.splice(0, count)
    this.#bytes -= taken.reduce((sum, entry) => sum + sizeOf(entry), 0)
    return taken
  }

  #dropBefore(from: number): void {
    const kept = this.#entries.findIndex(({ index }) => index >= from)
    const gone = this.#entries.splice(0, kept === -1 ? this.#entries.length : kept)
    this.#bytes -= gone.reduce((sum, entry) => sum + sizeOf(entry), 0)
  }
}

/** How many of the first entries stay within both bounds; one at least. */
export function countWithin(entries: readonly LogEntry[], entriesMax: number, bytesMax: number): number {
  let bytes = 0
  for (const [count, entry] of entries.entries()) {
    bytes += sizeOf(entry)
    if (count === entriesMax || (bytes > bytesMax && count > 0)) return count
  }
  return entries.length
}

function sizeOf({ leaf, sealed }: LogEntry): number {
  return leaf.length + sealed.length
}
