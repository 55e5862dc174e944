/** Reads a segment group by group in bounded memory. It blocks: a start has nothing else to do, and the builder is a process of its own. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { readBytes } from '../limits.ts'
import { type GroupReading, groupBytesAt, groupHeaderBytes, readGroup } from './group.ts'

export class SegmentReader {
  readonly #file: number
  /** What was read and not yet given out; it begins at `#at` of the file. */
  #bytes: Buffer = Buffer.alloc(0)
  #at: number

  /** `from`: where in the file a group begins. */
  constructor(path: string, from = 0) {
    this.#file = openSync(path, 'r')
    this.#at = from
  }

  /** Where in the file the next group begins. */
  get position(): number {
    return this.#at
  }

  /** The next group; null at the end of the file. A group that does not read is not passed over. */
  next(): GroupReading | null {
    this.#fill(groupHeaderBytes)
    if (this.#bytes.length === 0) return null
    const length = groupBytesAt(this.#bytes, 0)
    if (length !== undefined) this.#fill(length)
    const group = readGroup(this.#bytes, 0)
    if (!group.ok) return group
    this.#bytes = this.#bytes.subarray(group.end)
    this.#at += group.end
    return group
  }

  /** All that follows, for looking behind a group that does not read. */
  rest(): Buffer {
    this.#fill(Number.POSITIVE_INFINITY)
    return this.#bytes
  }

  /** Reads again from here on: what follows may have changed. */
  forget(): void {
    this.#bytes = Buffer.alloc(0)
  }

  close(): void {
    closeSync(this.#file)
  }

  /** New memory each time: the groups that were given out are views of the old. */
  #fill(needed: number): void {
    if (this.#bytes.length >= needed) return
    const left = fstatSync(this.#file).size - this.#at - this.#bytes.length
    const wanted = Math.min(left, Math.max(needed - this.#bytes.length, readBytes))
    if (wanted <= 0) return
    const grown = Buffer.allocUnsafeSlow(this.#bytes.length + wanted)
    grown.set(this.#bytes)
    const read = readSync(this.#file, grown, this.#bytes.length, wanted, this.#at + this.#bytes.length)
    this.#bytes = grown.subarray(0, this.#bytes.length + read)
  }
}
