/** Answers are compared before anything is measured: an engine that answers something else is not faster, it is wrong. */

/**
 * Every leaf of `asked` must stand at the same place of `whole`. `whole` may hold more: the floor does not strip what the
 * gateway asks for its row rules.
 * @throws Error naming the place of the first difference, never a value
 */
export function demandWithin(asked: unknown, whole: unknown, place = 'data'): void {
  if (Array.isArray(asked)) {
    if (!Array.isArray(whole) || whole.length !== asked.length) throw differing(place)
    for (const [at, value] of asked.entries()) demandWithin(value, whole[at], `${place}[${at}]`)
    return
  }
  if (typeof asked === 'object' && asked !== null) {
    if (typeof whole !== 'object' || whole === null) throw differing(place)
    const beside = whole as Readonly<Record<string, unknown>>
    for (const [name, value] of Object.entries(asked)) demandWithin(value, beside[name], `${place}.${name}`)
    return
  }
  if (asked !== whole) throw differing(place)
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
