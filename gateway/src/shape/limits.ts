/** Limits of the room `shape`. */

/** Characters of one text of an answer; the longest of a data standard has 4,000. */
export const leafTextMax = 1_000_000
