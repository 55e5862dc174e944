/** Limits of the room `lawful-rows`. */

/** Times one page is asked on from its last row; at 100 rows each, 2,000 withheld rows in a row end a page early. */
export const refillsMax = 20
