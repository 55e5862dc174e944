/** Every limit of the registry, with its unit and its reason. */

/** A data folder as one JSON body; the format itself bounds a file at 64 MB (data.md), records travel another way. */
export const adminBodyBytesMax: number = 64 * 1024 * 1024
/** A token request is an assertion, a proof and one authorization detail. */
export const tokenBodyBytesMax: number = 64 * 1024
/** Headers: one proof of at most a few kilobytes. */
export const headerBytesMax: number = 16 * 1024
/** Slow senders are cut (trust.md, order of defence, guard 1). */
export const headerTimeoutMs: number = 10_000
/** The whole request, body included; a folder over a slow line still fits. */
export const requestTimeoutMs: number = 60_000

/** Composition of hostile SDL: ended at either of these (faults.md, row 13). */
export const compositionTimeoutMs: number = 30_000
export const compositionHeapMb: number = 512
/** One agency's SDL; the largest of the six is under 200 KB. */
export const sdlBytesMax: number = 2 * 1024 * 1024
/** Composer's findings handed to the publisher; the rest follow once these are repaired. */
export const compositionFindingsMax: number = 50
/** Supergraphs kept in memory between check and publication, about 1 MB each. */
export const supergraphsRemembered: number = 4

/** A bundle ends a day after it was made: a gateway cut off from the registry stops then (trust.md §3). */
export const bundleValidMs: number = 24 * 60 * 60 * 1000
/** Unchanged content is signed again each hour, so that a running gateway always holds 23 hours or more. */
export const bundleReissueMs: number = 60 * 60 * 1000
/** Bundles kept in the store, newest first: enough to show what ran last week. */
export const bundlesKept: number = 200
/** Longest wait of a long poll, seconds; below the idle time-outs of common proxies. */
export const pollWaitSecondsMax: number = 25
/** Waiting gateways; one more is answered 204 at once and comes again. */
export const pollWaitersMax: number = 1_000
/** How often the legal day is looked at: a catalog that takes effect at midnight does so within a second. */
export const legalDayCheckMs: number = 1_000

/** Life of an access token (trust.md §3). */
export const tokenLifeSeconds: number = 5 * 60
/** What a gateway accepts at most from this issuer. */
export const tokenLifeSecondsMax: number = 10 * 60
/** Clock difference that is forgiven between parties, seconds. */
export const clockSkewSeconds: number = 30
/** Seconds a refused caller is asked to wait when a store is full. */
export const retryAfterSeconds: number = 5
/** Remembered assertions and proofs, each for its window: 200,000 a process (trust.md §3). */
export const replayEntriesMax: number = 200_000
/** Share of one client, so that a flood of one leaves the others room. */
export const replayEntriesPerClient: number = 20_000
/** Names in an authorization detail (contract, purpose, role). */
export const nameLengthMax: number = 200

/** Connections to the registry's PostgreSQL; acts are done one after another, reads are few. */
export const poolSize: number = 5
/** A statement that takes longer is given up (faults.md, row 18). */
export const statementTimeoutMs: number = 5_000
/** Health checks behind `/ready` are at most this old (faults.md, Health). */
export const readyCheckMs: number = 5_000

/** One lease of a day's figure: a replica asks for portions, never for the whole day at once. */
export const leasePortionMax: number = 10_000
/** A day without a figure of its own (built-in contracts) counts up to what the column holds. */
export const leaseDayMax: number = 2_000_000_000
/** Days a lease row is kept: yesterday's replicas may still be draining. */
export const leaseDaysKept: number = 7

/** Entries that one proven key may leave of its refused calls in a minute; what is above is counted in the next `system` entry. At 300 B an entry 13 MB a day at most. */
export const refusalEntriesAMinute = 30
/** The office takes consents and standings within this time, inside the open transaction of a load. */
export const officeTimeoutMs: number = 8_000
/** How often the audit store is looked through for erased payloads and destroyed months that a restore brought back: nobody is given them meanwhile. */
export const erasureLookMs: number = 60 * 60 * 1000
/** The same while the database does not answer: it may come back as it was yesterday. */
export const erasureRetryMs: number = 15_000
/** Erasures looked for with one statement: a probe for each and month, some 20,000, in well under a second. */
export const erasuresAskedMax = 500
/** Validity of the root-signed key list. */
export const keyListValidMs: number = 24 * 60 * 60 * 1000
/** Requests in flight end within this when the process drains (faults.md, row 30). */
export const drainMs: number = 8_000

/** Months after which every entry of the audit has served its term (audit.md §2). */
export const retentionMonthsDefault: number = 36
/** Months below which no setting and no act goes: the log duty of Grade III (law/standards.md, Audit). */
export const retentionMonthsMin: number = 6
/** How often the key store looks for months to make and terms that have ended. */
export const keysCheckMs: number = 60 * 60 * 1000
/** How often a key of the registry's own log is looked for that is not published yet: a new year's, after its first entry. */
export const ownKeysCheckMs: number = 10_000
/** Characters of the reason of a hold, a release or a destruction. */
export const reasonLengthMax: number = 500
/** Months one question for keys may name: the longest term in use, and the months around it. */
export const monthsAskedMax: number = 240
/** Witnesses of one hub: a note of C2SP holds 16 signatures in any reader, the log's own among them. */
export const witnessesMax: number = 15
/** Least `stopAfterMs` in production: six rounds of the witnesses, so that one slow answer stops no hub. */
export const witnessStopMsMin: number = 60 * 1000
/** Characters of a witness's key or address. */
export const witnessTextMax: number = 500
