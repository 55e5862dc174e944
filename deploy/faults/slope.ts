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

/** Caches fill in the first minutes: a run that is hardly longer says nothing of the slope. */
const warmMinutes = 5
const judgedFromMinutes = 2 * warmMinutes
const slopeMaxMbPerMin = 1
const rssMaxMb = 256

/** Megabytes a minute by least squares, once warm. */
export function slopeOf(samples: readonly Sample[]): number {
  const warm = samples.filter(({ minutes }) => minutes >= Math.min(warmMinutes, minutesOf(samples) / 3))
  const mean = (of: (sample: Sample) => number): number => warm.reduce((sum, one) => sum + of(one), 0) / warm.length
  const [at, rss] = [mean(({ minutes }) => minutes), mean(({ rssMb }) => rssMb)]
  const above = warm.reduce((sum, { minutes, rssMb }) => sum + (minutes - at) * (rssMb - rss), 0)
  const below = warm.reduce((sum, { minutes }) => sum + (minutes - at) ** 2, 0)
  return below === 0 ? 0 : above / below
}

/** Row 33: less than 1 MB a minute once warm, never more than 256 MB. A run under ten minutes is judged by the second alone. */
export function verdictOf(samples: readonly Sample[]): Verdict {
  const slope = slopeOf(samples)
  const mostMb = Math.round(Math.max(0, ...samples.map(({ rssMb }) => rssMb)))
  const reasons = [
    ...(slope < slopeMaxMbPerMin || minutesOf(samples) < judgedFromMinutes
      ? []
      : [`RSS grows by ${slope.toFixed(2)} MB/min`]),
    ...(mostMb <= rssMaxMb ? [] : [`RSS reached ${mostMb} MB`]),
  ]
  return { isKept: reasons.length === 0, why: reasons.join(', '), mostMb }
}

function minutesOf(samples: readonly Sample[]): number {
  return samples.at(-1)?.minutes ?? 0
}
