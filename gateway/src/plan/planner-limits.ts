/** Limits of the planner's processes, each with its unit and its reason (trust.md §8, row 9). */

/** CPU milliseconds for one plan; a joined profile takes 10–40 cold, `records` over every type 130–190 on a busy core. */
export const planBudgetMs = 500
/** CPU milliseconds a process may take to read a supergraph before it is ended. */
export const loadBudgetMs = 15_000
/** Wall-clock time a budget may stretch to on a machine that gives the process no core, or tells nothing of its CPU time. */
export const wallPerBudget = 6
/** Milliseconds during which a document that went over the budget is not tried again. */
export const slowMemoryMs: number = 10 * 60 * 1000
/** Documents remembered as too slow. */
export const slowMemoryMax = 1_000
/** Operations waiting for the planner; more is refused, since each would wait longer than its caller. */
export const planQueueMax = 200
/** Characters of one plan as text: the largest lawful one has under half a million. */
export const planCharsMax: number = 4 * 1024 * 1024
/** Processes of one supergraph: a second one plans for the others while a slow document keeps the first. */
export const crewMax = 2
/** Milliseconds an operation waits before that second process is started. */
export const patienceMs = 100
/** Milliseconds after which a second process with nothing to do is ended. */
export const idleMs: number = 5 * 60 * 1000
/** Milliseconds for which the processes of a former supergraph outlive it: no request in flight is that old. */
export const formerMs = 60_000
/** Supergraphs with processes: the running one, the one before it, and one that is being loaded. */
export const crewsMax = 3
/** Megabytes of a process's heap; over it, it ends itself. */
export const plannerHeapMb = 256
/** Megabytes of resident memory above which a process is replaced, after at least so many plans; a fresh one has about 110. */
export const plannerRssMb = 180
export const plansBeforeReplaced = 200
/** Bytes of compiled plans kept; a plan of a profile with every item takes about 150 kB. */
export const planCacheBytes: number = 24 * 1024 * 1024
/** Bytes of heap that a compiled plan takes for each character of its fetches (parsed operation and all), and at least. */
export const bytesPerFetchedChar = 40
export const bytesPerPlan = 4_000
/** Share of it for plans that were asked for once: documents that never repeat push out each other, nothing else. */
export const planCacheOnceShare = 0.25
