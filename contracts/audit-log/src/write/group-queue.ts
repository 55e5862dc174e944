/** All that waits for the disk, in groups as they will be written: while one is written the next gathers. */
import { groupBytesKept, waitingBytesMax, waitingMax } from '../limits.ts'
import { GroupBuffer, type Waiting } from './group-buffer.ts'

export class GroupQueue {
  #groups: GroupBuffer[] = []
  #last: GroupBuffer | undefined
  #spare: GroupBuffer | undefined
  #entries = 0
  /** Bytes of the groups that take no more. */
  #closedBytes = 0

  get isEmpty(): boolean {
    return this.#groups.length === 0
  }

  /** Whether more than the log lets wait would wait. */
  get isFull(): boolean {
    return this.#entries >= waitingMax || this.#closedBytes + (this.#last?.length ?? 0) >= waitingBytesMax
  }

  add(leaf: string, sealed: Uint8Array, waiting: Waiting): void {
    this.#entries += 1
    if (this.#last?.add(leaf, sealed, waiting) === true) return
    this.#closedBytes += this.#last?.length ?? 0
    this.#last = this.#spare ?? new GroupBuffer()
    this.#spare = undefined
    this.#groups.push(this.#last)
    this.#last.add(leaf, sealed, waiting)
  }

  /** The oldest group, closed now. */
  take(): GroupBuffer | undefined {
    const group = this.#groups.shift()
    if (group === this.#last) this.#last = undefined
    else this.#closedBytes -= group?.length ?? 0
    this.#entries -= group?.waiting.length ?? 0
    return group
  }

  /** Takes a written group's memory back. */
  giveBack(group: GroupBuffer): void {
    group.empty()
    if (group.capacity <= groupBytesKept) this.#spare = group
  }

  /** Gives up all that waits. */
  clear(): readonly Waiting[] {
    const refused = this.#groups.flatMap(({ waiting }) => waiting)
    this.#groups = []
    this.#last = undefined
    this.#entries = 0
    this.#closedBytes = 0
    return refused
  }
}
