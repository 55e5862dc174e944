/** Daily figures of a contract, counted in memory against leases (design.md §2.3). No request waits for it. */
export interface Quotas {
  /** Counts one; `false` when the contract's day is used up. */
  takeRequest(contract: string, perDay: number, today: string): boolean
  takeSubjects(contract: string, count: number, perDay: number, today: string): boolean
}
