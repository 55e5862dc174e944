/** How many calls were turned away without an entry of their own, by code: so a flood cannot fill the disk (audit.md §1). */
import type { TurnedAway } from './system-record.ts'

type Counts = Readonly<Record<string, number>>

/** Counts until the next `system` entry takes them. `Code`: a closed set, so that nothing a caller sent becomes a name. */
export class CountedAway<Code extends string> implements TurnedAway {
  #counts = new Map<string, number>()

  get isEmpty(): boolean {
    return this.#counts.size === 0
  }

  add(code: Code): void {
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1)
  }

  /** What was counted since it was taken last. */
  take(): Counts {
    const taken = Object.fromEntries(this.#counts)
    this.#counts = new Map()
    return taken
  }

  /** Counts that could not be written go into the next entry. */
  giveBack(counts: Counts): void {
    for (const [code, count] of Object.entries(counts)) this.#counts.set(code, (this.#counts.get(code) ?? 0) + count)
  }
}
