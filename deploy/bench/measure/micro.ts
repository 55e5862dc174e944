/** One operation repeated in a row for a fixed time: what it costs alone, in its own process. */
import { type BenchRow, median, rounded } from '../bench-row.ts'
import { microMs } from '../limits.ts'

/** An operation by name; `run` is told how often it was run before. */
export interface MicroOperation {
  readonly case: string
  readonly name: string
  run(count: number): unknown
}

const warmUpRuns = 2_000
/** Runs between two looks at the clock. */
const runsOfSlice = 100
const msPerSecond = 1_000

/** Repeats an operation and gives its row; times of single runs are told by the slice. */
export async function repeat(operation: MicroOperation): Promise<BenchRow> {
  let count = 0
  for (; count < warmUpRuns; count += 1) await operation.run(count)
  const slices: number[] = []
  const before = process.cpuUsage()
  const begun = performance.now()
  let runs = 0
  while (performance.now() - begun < microMs) {
    const sliceBegun = performance.now()
    for (let at = 0; at < runsOfSlice; at += 1, count += 1) await operation.run(count)
    slices.push((performance.now() - sliceBegun) / runsOfSlice)
    runs += runsOfSlice
  }
  const used = process.cpuUsage(before)
  const elapsedMs = performance.now() - begun
  return {
    case: operation.case,
    engine: operation.name,
    cpuMsPerRequest: rounded((used.user + used.system) / msPerSecond / runs),
    p50Ms: rounded(median(slices)),
    p99Ms: null,
    rssMb: null,
    ratioToFloor: null,
    requestsPerSecond: rounded((runs / elapsedMs) * msPerSecond),
  }
}
