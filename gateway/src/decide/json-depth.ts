/** Nesting and width of a JSON value, counted without recursion and stopped at the bound. */

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

/** Whether no object of the value has more than `max` members. */
export function withinMembers(value: unknown, max: number): boolean {
  const waiting: unknown[] = [value]
  for (let next = waiting.pop(); typeof next === 'object' && next !== null; next = waiting.pop()) {
    const members = Object.values(next)
    if (!Array.isArray(next) && members.length > max) return false
    for (const one of members) if (typeof one === 'object' && one !== null) waiting.push(one)
  }
  return true
}
