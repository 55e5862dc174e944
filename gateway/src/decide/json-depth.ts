/** Nesting of a JSON value, counted without recursion and stopped at the bound. */

/** Whether no value lies deeper than `max` levels. */
export function withinDepth(value: unknown, max: number): boolean {
  const waiting: { value: unknown; depth: number }[] = [{ value, depth: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue
    if (next.depth >= max) return false
    for (const inner of Object.values(next.value)) waiting.push({ value: inner, depth: next.depth + 1 })
  }
  return true
}
