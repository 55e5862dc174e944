/** Plain calendar arithmetic of the generator, on `YYYY-MM-DD`. */

/** The date `days` before (negative: after) a date. */
export function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
}
