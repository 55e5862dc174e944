/** Limits of the room `plan`, each with its unit and its reason (trust.md §8, row 9). */

/** CPU milliseconds for one plan; a joined profile takes 10–40 cold, `records` over every type 130–190 on a busy core. */
export const planBudgetMs = 500
/** Milliseconds a planner thread may take to read a new supergraph before it is ended and replaced. */
export const loadBudgetMs = 15_000
/** Wall-clock time a budget may stretch to on a machine that gives the thread no core. */
export const wallPerBudget = 6
/** Milliseconds during which a document that went over the budget is not tried again. */
export const slowMemoryMs: number = 10 * 60 * 1000
/** Documents remembered as too slow. */
export const slowMemoryMax = 1_000
/** Operations waiting for the planner; more is refused, since each would wait longer than its caller. */
export const planQueueMax = 200
/** Plans kept; the least recently used goes first. A plan of a profile with every item takes about 150 kB. */
export const plansMax = 500
/** Fetches in one plan. */
export const fetchesMax = 200
/** Characters of a sealed cursor; ours have under 300. */
export const cursorLengthMax = 1_000
