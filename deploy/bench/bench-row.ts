/** One line of the result, and the median it is made of. */

/** What one engine showed in one case. `null`: not measured there. */
export interface BenchRow {
  readonly case: string
  readonly engine: string
  /** User and system time of the measured process over completed requests, in milliseconds. */
  readonly cpuMsPerRequest: number
  readonly p50Ms: number | null
  readonly p99Ms: number | null
  /** Resident memory of the measured process at the end of its turn, in MiB. */
  readonly rssMb: number | null
  /** CPU per request divided by the floor's in the same run. */
  readonly ratioToFloor: number | null
  readonly requestsPerSecond: number | null
  /** Further figures of this case; names end in their unit. */
  readonly more?: Readonly<Record<string, number>>
}

/** The middle of the values, the mean of the two middle ones where their number is even. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
  const high = sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0
  return (low + high) / 2
}

/** Puts beside each row the floor's of the same case; where a thread was told apart, the ratio without it as well. */
export function withRatios(rows: readonly BenchRow[]): readonly BenchRow[] {
  return rows.map((row) => {
    const floor = rows.find((other) => other.case === row.case && other.engine === 'floor')
    if (floor === undefined) return row
    const ratio = (cpuMs: number): number => rounded(cpuMs / floor.cpuMsPerRequest)
    const without = row.more?.['cpuMsWithoutVerifyThread']
    return {
      ...row,
      ratioToFloor: ratio(row.cpuMsPerRequest),
      ...(without === undefined ? {} : { more: { ...row.more, ratioWithoutVerifyThread: ratio(without) } }),
    }
  })
}

/** Three places are more than a run can tell; more would only look exact. */
export function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
