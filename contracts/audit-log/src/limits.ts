/** Numbers of audit.md §2 and §3, each with its unit and reason. */

/** Longest leaf, in bytes: the limit of the transparency-log format that this log will grow into. */
export const leafBytesMax = 65_535
/** Entries of one commit group. */
export const groupEntriesMax = 1_024
/** Bytes of one commit group, so that one write stays short. */
export const groupBytesMax: number = 4 * 1024 * 1024
/** A group of the WAL that says to be longer, in bytes, was written by no log: the last entry of a group may reach beyond `groupBytesMax`. */
export const groupBytesRead: number = 2 * groupBytesMax
/** Entries that may wait for the disk; beyond them a request is refused at once rather than late. */
export const waitingMax = 20_000
/** A segment is followed by a new one from this size on, in bytes: read whole when it is checked. */
export const segmentBytesMax: number = 64 * 1024 * 1024
/** Longest segment that is read of a folder of others, in bytes: the last group may reach beyond `segmentBytesMax`. */
export const segmentBytesRead: number = segmentBytesMax + 2 * groupBytesMax
/** What looks like groups behind a bad one is checked up to so many times its bytes; more is no accident. */
export const behindTornFactor = 4
/** First pause before the writer tries the disk again, in milliseconds; doubled up to the longest. */
export const retryFirstMs = 50
/** Longest pause between two attempts: space that came back is used within seconds. */
export const retryLongestMs = 2_000
/** A lock is touched this often, in milliseconds: whoever cannot look at its owner sees that it lives. */
export const lockBeatMs = 2_000
/** A lock of another container or machine that was not touched for this long, in milliseconds, is taken over: a start after a crash fails that long at most. */
export const lockSilentMs = 15_000
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
/** A node asks its witnesses this often, in milliseconds (audit.md §4). */
export const witnessRoundMs = 10_000
/** One call to a witness ends after this long, in milliseconds: well within a round, so that a slow one holds up nothing. */
export const witnessCallMs = 5_000
/** Longest answer of a witness that is read, in bytes: a few signature lines. */
export const witnessAnswerBytesMax: number = 64 * 1024
/** Calls to one witness in one round: one in which it says its size, one with the proof, one more where another call came between. */
export const witnessCallsMax = 3
/** Nothing settled for this long is an alarm, in milliseconds (audit.md §4). */
export const unsettledAlarmMs = 300_000
/** Longest sealed payload, in bytes: the door takes requests of this size at most. */
export const sealedBytesMax: number = 1024 * 1024
/** Bytes that may wait for the disk: a disk that stands still must not eat the memory of the process that answers. */
export const waitingBytesMax: number = 32 * 1024 * 1024
/** First memory of a group, in bytes: some seventy entries, doubled as more wait. */
export const groupBytesFirst: number = 64 * 1024
/** Memory of a group above this, in bytes, is given back after a rush. */
export const groupBytesKept: number = 1024 * 1024
/** A segment is followed by a new one after this time, in milliseconds: what is erased elsewhere leaves the WAL within about a day. */
export const segmentAgeMaxMs: number = 24 * 60 * 60 * 1000
/** Given up when the disk is full, in bytes, so that the last checkpoint still fits. */
export const reserveBytes: number = 1024 * 1024
/** A wall clock that moves this much against the monotonic one, in milliseconds, is named in an entry. */
export const clockStepMs = 2_000
/** At the turn of the year the builder has this long, in milliseconds, to sign its last checkpoint; entries wait meanwhile. */
export const turnWaitMs = 2_000
/** A turn of the year that failed is tried again after this pause, in milliseconds; entries go on under the old origin. */
export const turnRetryMs = 10_000
/** Entries that one step of the builder takes from the WAL, so that a long backlog is built in bounded memory. */
export const advanceEntriesMax = 8_192
/** Bytes that one step of the builder takes from the WAL. */
export const advanceBytesMax: number = 16 * 1024 * 1024
/** Bytes of the WAL read at once. */
export const readBytes: number = 1024 * 1024
/** The provincial log takes every node's newest checkpoint this often, in milliseconds (audit.md §4). */
export const provincialRoundMs = 60_000
/** One read of another node's checkpoint or tile ends after this long, in milliseconds. */
export const nodeReadMs = 5_000
/** Longest tile that is read of another node, in bytes: 256 hashes of 32. */
export const tileBytesMax = 8_192
/** One checkpoint is kept for good in this time, in milliseconds, beside the settled ones. */
export const checkpointEveryMs: number = 60 * 60 * 1000
/** An entry is written where none was for this long, in milliseconds: no checkpoint is older (audit.md §4). */
export const idleTickMs = 30_000
/** How often that is looked at, in milliseconds. */
export const systemLookMs = 1_000
/** So much of the newest file of kept checkpoints is read for one that witnesses signed, in bytes: the last settled one stands within it, behind at most a few hourly ones. */
export const settledTailBytes: number = 64 * 1024
/** Longest file `origin` that is read, in bytes: three lines. */
export const originBytesMax = 4_096
/** Longest bundle of entries that is read, in bytes: 256 of the longest, with room to find what was added. */
export const bundleBytesMax: number = 32 * 1024 * 1024
/** Longest tile that is read of a folder, in bytes: more than one has, so that added bytes are found rather than refused. */
export const tileFileBytesMax = 65_536
/** Longest file of a day's checkpoints that is read, in bytes: one settled each second, with five signatures. */
export const keptBytesMax: number = 64 * 1024 * 1024
