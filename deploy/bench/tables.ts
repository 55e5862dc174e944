/** What is printed: the rows, what each costs beside the floor, and how much less than a peer ours costs. */
import type { BenchRow } from './bench-row.ts'

/** Ours, and those it is held against. */
const ours: readonly string[] = ['xinqiao', 'xinqiao-apollo-server']
const peers = ['stock-apollo', 'tuned-apollo', 'hive'] as const
const none = '–'

/** The rows as a table, further figures below. */
export function tableOf(rows: readonly BenchRow[]): string {
  const header = ['case', 'engine', 'CPU ms/req', 'least', 'p50 ms', 'p99 ms', 'RSS MiB', '× floor', 'req/s']
  const lines = rows.map((row) => [
    row.case,
    row.engine,
    row.cpuMsPerRequest.toFixed(4),
    row.more?.['leastCpuMsPerRequest']?.toFixed(4) ?? none,
    row.p50Ms?.toFixed(2) ?? none,
    row.p99Ms?.toFixed(2) ?? none,
    row.rssMb?.toFixed(0) ?? none,
    row.ratioToFloor?.toFixed(2) ?? none,
    row.requestsPerSecond?.toFixed(0) ?? none,
  ])
  const further = rows.map(furtherOf).filter((line) => line !== null)
  return [...aligned([header, ...lines]), ...(further.length === 0 ? [] : ['', ...further])].join('\n')
}

/** How many times less processor time ours takes than each peer, medians and best rounds; empty where no peer ran. */
export function peersTableOf(rows: readonly BenchRow[]): string {
  const header = ['case', 'engine', ...peers.flatMap((peer) => [`× less than ${peer}`, '(best rounds)'])]
  const lines = rows
    .filter(({ engine }) => ours.includes(engine))
    .map((row) => [row.case, row.engine, ...peers.flatMap((peer) => timesLess(row, rows, peer))])
    .filter(([, , ...times]) => times.some((time) => time !== none))
  return lines.length === 0 ? '' : aligned([header, ...lines]).join('\n')
}

function timesLess(row: BenchRow, rows: readonly BenchRow[], peer: string): readonly string[] {
  const other = rows.find(({ case: name, engine }) => name === row.case && engine === peer)
  if (other === undefined) return [none, none]
  const least = (one: BenchRow): number => one.more?.['leastCpuMsPerRequest'] ?? one.cpuMsPerRequest
  return [(other.cpuMsPerRequest / row.cpuMsPerRequest).toFixed(1), (least(other) / least(row)).toFixed(1)]
}

function furtherOf({ case: name, engine, more }: BenchRow): string | null {
  const figures = Object.entries(more ?? {}).filter(([figure]) => figure !== 'leastCpuMsPerRequest')
  if (figures.length === 0) return null
  return `  ${name} ${engine}: ${figures.map(([figure, value]) => `${figure} ${value}`).join(', ')}`
}

function aligned(lines: readonly (readonly string[])[]): readonly string[] {
  const widths = (lines[0] ?? []).map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)))
  return lines.map((line) =>
    line.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
  )
}
