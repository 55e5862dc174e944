/** One group as it gathers: its bytes as they will stand in the WAL, in memory that is used again, and who waits for them. */
import type { AuditUnavailable } from '../errors.ts'
import type { AuditReceipt } from '../leaf/audit-entry.ts'
import { groupBytesFirst, groupBytesMax, groupEntriesMax } from '../limits.ts'
import { entryHeaderBytes, groupHeaderBytes, writeGroupHeader } from '../wal/group.ts'

/** A caller who waits until its entry is durable. */
export interface Waiting {
  readonly leafHash: string
  readonly done: (receipt: AuditReceipt) => void
  readonly fail: (error: AuditUnavailable) => void
}

/** A UTF-16 unit takes no more bytes than this in UTF-8. */
const bytesOfUnitMax = 3

export class GroupBuffer {
  waiting: Waiting[] = []
  #bytes: Buffer = Buffer.allocUnsafeSlow(groupBytesFirst)
  #end = groupHeaderBytes

  /** Bytes in use. */
  get length(): number {
    return this.#end
  }

  /** Memory it holds. */
  get capacity(): number {
    return this.#bytes.length
  }

  /** Adds an entry; false where the group is full. */
  add(leaf: string, sealed: Uint8Array, waiting: Waiting): boolean {
    const needed = this.#end + entryHeaderBytes + leaf.length * bytesOfUnitMax + sealed.length
    if (this.waiting.length > 0 && (this.waiting.length >= groupEntriesMax || needed > groupBytesMax)) return false
    if (needed > this.#bytes.length) this.#grow(needed)
    const leafAt = this.#end + entryHeaderBytes
    const leafLength = this.#bytes.write(leaf, leafAt)
    this.#bytes.writeUInt32BE(leafLength, this.#end)
    this.#bytes.writeUInt32BE(sealed.length, this.#end + 4)
    this.#bytes.set(sealed, leafAt + leafLength)
    this.#end = leafAt + leafLength + sealed.length
    this.waiting.push(waiting)
    return true
  }

  /** The group's bytes, beginning with this index. */
  finish(first: number): Buffer {
    writeGroupHeader(this.#bytes, this.#end, first)
    return this.#bytes.subarray(0, this.#end)
  }

  /** Ready for the next group. */
  empty(): void {
    this.waiting = []
    this.#end = groupHeaderBytes
  }

  #grow(needed: number): void {
    let size = this.#bytes.length
    while (size < needed) size *= 2
    const grown = Buffer.allocUnsafeSlow(size)
    grown.set(this.#bytes.subarray(0, this.#end))
    this.#bytes = grown
  }
}
