/** Limits of the room `plan`, each with its unit and its reason (trust.md §8, row 9). */

/** Fetches in one plan. */
export const fetchesMax = 200
/** Characters of a sealed cursor; ours have under 300. */
export const cursorLengthMax = 1_000
/** Times an operation is planned anew because a closed key led to some of it. */
export const closedRoundsMax = 5
/** Plans, pages and writers kept with one form of a document. */
export const plannedPerFormMax = 64
