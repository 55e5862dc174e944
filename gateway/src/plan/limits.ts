/** Limits of the room `plan`, each with its unit and its reason (trust.md §8, row 9). */

/** Fetches in one plan. */
export const fetchesMax = 200
/** Fields of a cut operation, each by each type that may give it; `records` over fifty types with every field has 1,800. */
export const cutWorkMax = 25_000
/** Characters of a cut operation: a profile with every item of six agencies has 45,000. */
export const operationCharsMax: number = 256 * 1024
/** Characters of a sealed cursor; ours have under 300. */
export const cursorLengthMax = 1_000
/** Times an operation is planned anew because a closed key led to some of it. */
export const closedRoundsMax = 5
/** Plans, pages and writers kept with one form of a document. */
export const plannedPerFormMax = 64
