/** How many calls were turned away before the walk, by code: they have no entry of their own, so that a flood cannot fill the disk (audit.md §1). */

export type AwayCode =
  | 'UNAUTHENTICATED'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'OPERATION_TOO_LARGE'
  | 'OVERLOADED'
  /** Slow senders, bytes that are no HTTP, connections beyond what the process may hold: cut without an answer of the hub's. */
  | 'CONNECTION_CUT'

export type AwayCounts = Readonly<Partial<Record<AwayCode, number>>>

export class AwayCount {
  #counts = new Map<AwayCode, number>()

  get isEmpty(): boolean {
    return this.#counts.size === 0
  }

  add(code: AwayCode): void {
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + 1)
  }

  /** What was counted since it was taken last. */
  take(): AwayCounts {
    const taken = Object.fromEntries(this.#counts)
    this.#counts = new Map()
    return taken
  }

  /** Counts that could not be written go into the next entry. */
  giveBack(counts: AwayCounts): void {
    for (const [code, count] of Object.entries(counts) as [AwayCode, number][])
      this.#counts.set(code, (this.#counts.get(code) ?? 0) + count)
  }
}
