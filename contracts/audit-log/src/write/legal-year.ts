/** Years of the log, as Hainan's clocks show them: Asia/Shanghai keeps UTC+8 all year. */

const shanghaiAheadMs = 8 * 60 * 60 * 1000

/** The year an instant lies in. */
export function legalYear(ms: number): number {
  return new Date(ms + shanghaiAheadMs).getUTCFullYear()
}

/** First instant of a year, in UTC milliseconds. */
export function startOfYear(year: number): number {
  return Date.UTC(year, 0, 1) - shanghaiAheadMs
}
