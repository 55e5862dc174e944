/** Numbers of audit.md §2 and §3, each with its unit and reason. */

/** Longest leaf, in bytes: the limit of the transparency-log format that this log will grow into. */
export const leafBytesMax = 65_535
/** Entries of one commit group. */
export const groupEntriesMax = 1_024
/** Bytes of one commit group, so that one write stays short. */
export const groupBytesMax: number = 4 * 1024 * 1024
/** Entries that may wait for the disk; beyond them a request is refused at once rather than late. */
export const waitingMax = 20_000
/** A segment is followed by a new one from this size on, in bytes: read whole when it is checked. */
export const segmentBytesMax: number = 64 * 1024 * 1024
/** First pause before the writer tries the disk again, in milliseconds; doubled up to the longest. */
export const retryFirstMs = 50
/** Longest pause between two attempts: space that came back is used within seconds. */
export const retryLongestMs = 2_000
/** Attempts to take a lock whose owner is gone, before saying that it is held. */
export const lockAttempts = 5
