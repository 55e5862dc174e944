/** Answers are compared before anything is measured: an engine that answers something else is not faster, it is wrong. */

/**
 * Two answers must say the same, whatever the order of their fields.
 * @throws Error naming the place of the first difference, never a value
 */
export function demandAlike(one: unknown, other: unknown, place = 'data'): void {
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || other.length !== one.length) throw differing(place)
    for (const [at, value] of one.entries()) demandAlike(value, other[at], `${place}[${at}]`)
    return
  }
  if (typeof one !== 'object' || one === null) {
    if (one !== other) throw differing(place)
    return
  }
  if (typeof other !== 'object' || other === null || Array.isArray(other)) throw differing(place)
  const beside = other as Readonly<Record<string, unknown>>
  if (Object.keys(one).length !== Object.keys(beside).length) throw differing(place)
  for (const [name, value] of Object.entries(one)) demandAlike(value, beside[name], `${place}.${name}`)
}

/** Leaves that hold something: a case that asks for forty fields and gets nulls would measure nothing. */
export function leavesOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + leavesOf(one), 0)
  if (typeof value === 'object' && value !== null) return leavesOf(Object.values(value))
  return value === null || value === undefined ? 0 : 1
}

function differing(place: string): Error {
  return new Error(`The engines answer differently at ${place}.`)
}
