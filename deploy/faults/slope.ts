/** What the memory of a process did over time, and whether row 33 is kept. */

export interface Sample {
  readonly minutes: number
  readonly rssMb: number
}

export interface Verdict {
  readonly isKept: boolean
  readonly why: string
  readonly mostMb: number
}

/** Caches fill in the first minutes; a short run leaves out its first third instead. */
const warmMinutes = 5
const slopeMaxMbPerMin = 1
const rssMaxMb = 256

/** Megabytes a minute by least squares, once warm. */
export function slopeOf(samples: readonly Sample[]): number {
  const end = samples.at(-1)?.minutes ?? 0
  const warm = samples.filter(({ minutes }) => minutes >= Math.min(warmMinutes, end / 3))
  const mean = (of: (sample: Sample) => number): number => warm.reduce((sum, one) => sum + of(one), 0) / warm.length
  const [at, rss] = [mean(({ minutes }) => minutes), mean(({ rssMb }) => rssMb)]
  const above = warm.reduce((sum, { minutes, rssMb }) => sum + (minutes - at) * (rssMb - rss), 0)
  const below = warm.reduce((sum, { minutes }) => sum + (minutes - at) ** 2, 0)
  return below === 0 ? 0 : above / below
}

/** Row 33: less than 1 MB a minute once warm, never more than 256 MB. */
export function verdictOf(samples: readonly Sample[]): Verdict {
  const slope = slopeOf(samples)
  const mostMb = Math.round(Math.max(0, ...samples.map(({ rssMb }) => rssMb)))
  const reasons = [
    ...(slope < slopeMaxMbPerMin ? [] : [`RSS grows by ${slope.toFixed(2)} MB/min`]),
    ...(mostMb <= rssMaxMb ? [] : [`RSS reached ${mostMb} MB`]),
  ]
  return { isKept: reasons.length === 0, why: reasons.join(', '), mostMb }
}
