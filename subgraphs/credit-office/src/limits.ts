/** Every limit of the office beside the kit's, with its unit and its reason. */

/** Rows of one page of the standings stream: a gateway that was away catches up in few calls. */
export const standingsPerPage = 1_000
/** Longest wait of a long poll, seconds; below the idle time-outs of common proxies. */
export const standingWaitSecondsMax = 25
/** Gateways waiting at the same time. */
export const standingWaitersMax = 200
/** How often the stream is looked at besides being woken: another replica of the office may have written. */
export const standingLookMs = 500
/** Subjects and items of one question about consents: an operation's bounds (design.md §3). */
export const consentSubjectsMax = 200
export const consentItemsMax = 200
/** Consents read for one question; one subject gives a grantee a handful. */
export const consentsPerQuestionMax = 10_000
/** Consents and standings of one load; the format itself bounds a file at 64 MB (data.md). */
export const loadBytesMax: number = 64 * 1024 * 1024
/** A question about consents. */
export const questionBytesMax: number = 256 * 1024
/** How long the months' keys of the audit are used before they are taken anew: a destroyed month is gone within it. */
export const monthKeysFreshMs: number = 60 * 60 * 1000
/** Both questions for them, milliseconds. */
export const monthKeysDeadlineMs = 5_000
/** One look-up in the index, milliseconds: the hub waits three seconds for the whole answer. */
export const lookupDeadlineMs = 2_500
/** Looks on one page: what the hub lets a caller ask for. */
export const readingsPageMax = 100
/**
 * Milliseconds after which a log's index counts as behind: an idle log ticks every 30 s, and the index follows within 5 s.
 */
export const behindAfterMs = 40_000
