/** What the builder has of each origin of this process, and the segments that go as it catches up. */
import type { KeptSize } from './audit-log.ts'
import type { DurableSize } from './open-origin.ts'
import type { SegmentShelf } from './segment-shelf.ts'

interface Left {
  readonly durable: DurableSize
  readonly shelf: SegmentShelf
}

export class KeptSizes {
  readonly #left = new Map<string, Left>()
  readonly #built = new Map<string, number>()
  #current: { readonly origin: string; readonly shelf: SegmentShelf }
  #waiting: (() => void)[] = []

  constructor(current: { readonly origin: string; readonly shelf: SegmentShelf }) {
    this.#current = current
  }

  /** Another origin is written from now on. */
  enter(current: { readonly origin: string; readonly shelf: SegmentShelf }): void {
    this.#current = current
  }

  /** An origin is written no more; its segments go when they are kept. */
  leave(durable: DurableSize, shelf: SegmentShelf): void {
    if (!shelf.isEmpty) this.#left.set(durable.origin, { durable, shelf })
  }

  /** Origins that still have segments, oldest first. */
  older(): readonly DurableSize[] {
    return [...this.#left.values()].map(({ durable }) => durable)
  }

  kept({ origin, built, stored }: KeptSize): void {
    this.#built.set(origin, built)
    for (const waiter of this.#waiting.splice(0)) waiter()
    const left = this.#left.get(origin)
    const shelf = origin === this.#current.origin ? this.#current.shelf : left?.shelf
    void shelf?.kept(Math.min(built, stored))
    if (left !== undefined && Math.min(built, stored) >= left.durable.size) this.#left.delete(origin)
  }

  /** Resolves when the builder has this much of an origin, or time is up; at once where no builder was ever heard of. */
  async builtUpTo(origin: string, size: number, withinMs: number): Promise<void> {
    if (this.#built.size === 0) return
    let isLate = false
    const late = setTimeout(() => {
      isLate = true
      for (const waiter of this.#waiting.splice(0)) waiter()
    }, withinMs)
    while (!isLate && (this.#built.get(origin) ?? 0) < size)
      await new Promise<void>((woken) => this.#waiting.push(woken))
    clearTimeout(late)
  }
}
