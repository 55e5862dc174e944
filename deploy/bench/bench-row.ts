/** One line of the result, the median it is made of, and the table that is printed. */

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
  readonly requestsPerSecond: number
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

/** Puts beside each row the floor's of the same case. */
export function withRatios(rows: readonly BenchRow[]): readonly BenchRow[] {
  return rows.map((row) => {
    const floor = rows.find((other) => other.case === row.case && other.engine === 'floor')
    return floor === undefined ? row : { ...row, ratioToFloor: rounded(row.cpuMsPerRequest / floor.cpuMsPerRequest) }
  })
}

/** Three places are more than a run can tell; more would only look exact. */
export function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}

/** The rows as a table, further figures below. */
export function tableOf(rows: readonly BenchRow[]): string {
  const header = ['case', 'engine', 'CPU ms/req', 'p50 ms', 'p99 ms', 'RSS MiB', '× floor', 'req/s']
  const lines = rows.map((row) => [
    row.case,
    row.engine,
    row.cpuMsPerRequest.toFixed(4),
    row.p50Ms?.toFixed(2) ?? '–',
    row.p99Ms?.toFixed(2) ?? '–',
    row.rssMb?.toFixed(0) ?? '–',
    row.ratioToFloor?.toFixed(2) ?? '–',
    row.requestsPerSecond.toFixed(0),
  ])
  const widths = header.map((title, at) => Math.max(title.length, ...lines.map((line) => line[at]?.length ?? 0)))
  const text = [header, ...lines].map((line) =>
    line.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
  )
  const further = rows
    .filter(({ more }) => more !== undefined)
    .map(
      (row) =>
        `  ${row.case} ${row.engine}: ${Object.entries(row.more ?? {})
          .map(([name, value]) => `${name} ${value}`)
          .join(', ')}`,
    )
  return [...text, ...(further.length === 0 ? [] : ['', ...further])].join('\n')
}
