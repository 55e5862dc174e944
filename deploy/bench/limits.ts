/** Every number of the benchmark, with its unit and its reason. */

/** Organizations asked about in turn: identical requests would let an engine that de-duplicates look twice as fast. */
export const subjectsAsked = 400
/** Subjects of one batch (design.md §6). */
export const subjectsOfBatch = 50
/** Distinct batches asked in turn: windows over the subjects, each beginning two subjects after the one before. */
export const batchesAsked = 200
/** Rounds of one case; each engine has its turn in every round, and the median round counts. */
export const roundsDefault = 5
/** Length of one engine's turn. */
export const secondsDefault = 3
/** Longest turn that may be asked for: a proof is accepted for 30 s after it was made, and it is made before the turn. */
export const secondsMax = 15
/** Most rounds that may be asked for: the whole run stays within an hour. */
export const roundsMax = 30
/** Load on each engine before its first turn that counts: compilers and caches are warm then. */
export const warmUpSeconds = 5
/** Shorter for a quick look: so many times the length of a turn. */
export const warmUpTurns = 2
/** Rounds of the case `latency` at most: waiting is the same in every round. */
export const latencyRoundsMax = 3
/** Requests of one turn at most: bounded load, whatever the engine's speed. */
export const requestsOfTurnMax = 60_000
/** A turn's proofs are signed before it begins; for an engine's first turn, which never counts, for this many requests a second. */
export const firstPerSecond = 500
/** For each further turn, for so many times the requests of the turn before. */
export const expectedMore = 1.5
/** Records of the ingest case. */
export const ingestRecords = 100_000
/** The agency's memory is read this often while it takes records in. */
export const memorySampleMs = 250
/** Simulated time an agency needs, in the case `latency`. */
export const agencyDelayMs = 10
/** A child process has this long to become ready, or to answer a question. */
export const childTimeoutMs = 120_000
/** One operation of the rows on cryptography is repeated for this long. */
export const microMs = 1_500
/** Audit entries waiting for the disk at the same time, a row each: a quiet replica, a busy one, a rush. */
export const auditInFlight: readonly number[] = [16, 64, 256]
/** Entries a second of the open load: the peak that audit.md §9 asks for. */
export const auditPerSecond = 3_000
/** Length of one load on the audit log. */
export const auditMs = 3_000
/** The builder is told how much is durable this often; a checkpoint is signed each second in which something was added. */
export const auditTickMs = 1_000
/** Entries that a start finds behind the last checkpoint (audit.md §9). */
export const auditRestartEntries = 100_000
/** Entries that are verified (audit.md §9). */
export const auditVerifyEntries = 1_000_000
/** Documents nobody has seen, one after the other: enough for a p99, few enough for a caller's budget of planning. */
export const coldDocuments = 100
/** Answers of agencies that one profile is made of, each with a signature to check. */
export const answersOfProfile = 5
/** The sampler looks at the gateway's stack this often: ten thousand samples a turn, and hardly felt by the gateway. */
export const sampleMicroseconds = 500
/** Turn during which the gateway's stack is sampled. */
export const sampledSeconds = 5
/** The inspector of a process has this long to open, or to close. */
export const inspectorTimeoutMs = 10_000
