/** Instants as the office reads them: date and time of Asia/Shanghai, which has no summer time. */

const shanghaiOffsetMs = 8 * 60 * 60 * 1000
/** `2026-11-24T11:34:02` */
const secondsLength = 19

/** `2026-11-24 11:34:02`; what is no instant stays as it is. */
export function officeTime(instant: string): string {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) return instant
  return new Date(ms + shanghaiOffsetMs).toISOString().slice(0, secondsLength).replace('T', ' ')
}
