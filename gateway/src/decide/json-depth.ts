/** Size of a JSON value, counted without recursion and stopped at the first bound it meets. */

export interface ValueBounds {
  /** Levels of objects and lists. */
  readonly depth: number
  /** Members of one object. */
  readonly members: number
  /** Members and elements of all objects and lists together. */
  readonly values: number
}

/** Whether a value lies within the bounds. */
export function valueFits(value: unknown, { depth, members, values }: ValueBounds): boolean {
  let count = 0
  let level: readonly object[] = isHolder(value) ? [value] : []
  for (let levels = 0; level.length > 0; levels += 1) {
    if (levels >= depth) return false
    const below: object[] = []
    for (const holder of level) {
      const inner: readonly unknown[] = Array.isArray(holder) ? holder : Object.values(holder)
      count += inner.length
      if (count > values || (!Array.isArray(holder) && inner.length > members)) return false
      for (const one of inner) if (isHolder(one)) below.push(one)
    }
    level = below
  }
  return true
}

/** Whether no value lies deeper than `max` levels. */
export function withinDepth(value: unknown, max: number): boolean {
  return valueFits(value, { depth: max, members: Number.POSITIVE_INFINITY, values: Number.POSITIVE_INFINITY })
}

function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
