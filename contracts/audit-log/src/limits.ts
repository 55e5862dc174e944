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
/** Most lines of a consistency proof in a call to a witness (C2SP tlog-witness); a tree of 2^63 leaves needs no more. */
export const proofLinesMax = 63
/** Longest body of a call to a witness, in bytes: 63 lines of proof and a note of sixteen signatures of the longest kind. */
export const witnessBodyBytesMax: number = 128 * 1024
/** A caller of a witness has this long for its whole request, in milliseconds; a proof takes milliseconds. */
export const witnessRequestMs = 10_000
/** Connections that a witness holds open at once: a hub has tens of nodes, each with one. */
export const witnessConnectionsMax = 256
/** Files of evidence of one kind that a witness keeps for one log: one is proof enough, and replayed checkpoints must not fill its disk. */
export const evidenceFilesMax = 100
/** Longest signed note that is read, in bytes: sixteen signatures of the longest kind fit several times over. */
export const noteBytesMax = 262_144
/** Signatures read of one note (C2SP signed-note asks for at least 16). */
export const noteSignaturesMax = 100
