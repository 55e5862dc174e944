/** Seeded chance: the same seed gives the same files, on every machine. */

/** A source of chance; every draw moves it on. */
export interface Random {
  /** Integer from `low` to `high`, both inclusive. */
  integer(low: number, high: number): number
  pick<T>(from: readonly T[]): T
  /** `true` with the probability given (0 to 1). */
  chance(probability: number): boolean
}

/** Makes a source from a seed (mulberry32: 32 bits of state, plenty for invented data). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    integer,
    pick: (from) => {
      const one = from[integer(0, from.length - 1)]
      if (one === undefined) throw new RangeError('Nothing to pick from: the list is empty.')
      return one
    },
    chance: (probability) => next() < probability,
  }
}
