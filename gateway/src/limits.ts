/** Limits of the gateway's door, bundles, facts, tokens and audit, each with its unit and its reason (trust.md §8, faults.md). */

// the door

/** Bytes of one operation with its variables. */
export const bodyBytesMax: number = 1024 * 1024
/** Levels of the JSON body: the deepest lawful variables have four. */
export const bodyDepthMax = 64
/** Bytes of all headers: a token and a proof of the largest kind fit three times. */
export const headerBytesMax: number = 16 * 1024
/** Slow senders are cut: headers, then the whole request. */
export const headerTimeoutMs = 10_000
export const requestTimeoutMs = 15_000
/** How often slow senders are looked for. */
export const connectionsCheckMs = 1_000
/** Idle connections are kept as long as common clients keep them. */
export const keepAliveMs = 65_000
/** Requests that are answered at the same time at most; beyond the bound of the moment a consumer is told to come again (faults.md, row 28). */
export const inFlightMax = 400
/** The bound when nothing is known of the load: a burst is answered in about twice the time that the thread takes at its capacity. */
export const inFlightStart = 128
/** Beyond the bound, for consumers that hold less than their share. */
export const inFlightHeadroom = 100
/** The bound never falls lower: a burst of one consumer is no overload. */
export const inFlightMin = 64
/** How much the bound rises when it is used and the thread turns freely. */
export const inFlightStep = 16
/** A turn of the answering thread may take this long on average; then fewer requests share it. */
export const turnTargetMs = 20
/** How often the turns are looked at, and how finely they are measured. */
export const loadEveryMs = 100
export const loadResolutionMs = 10
/** Tokens whose consumer the door remembers. */
export const knownTokensMax = 10_000
/** Connections of the door where the system allows as many, and its share of the descriptors where it does not (row 26). */
export const connectionsMax = 10_000
export const descriptorsOfDoor = 0.5
/** How often the answering thread is watched, and how late it may be before that is a stand-still (row 27). */
export const watchEveryMs = 100
export const stoodStillMs = 1_000
/** After a stand-still the replica is ready again when the thread has turned freely for this long. */
export const healthyAfterMs = 3_000
/** Operations named after a stand-still. */
export const notedOperationsMax = 5
/** Anonymous callers share a budget: requests a second, and at once. */
export const anonymousPerSecond = 100
export const anonymousBurst = 300
/** UTF-8 bytes of an operation that count as one request of that budget: reading one of 100 KB takes as long as fifty small ones. */
export const anonymousUnitBytes = 2048
/** An operation counts as this many at most: a longer one is refused by its bytes, unread. */
export const anonymousUnitsMax = 50
/** Seconds after which a caller who met a full or failing part may come again. */
export const retryAfterSeconds = 2
/** Requests in flight end within this when the process drains; the whole exit stays under 10 s (faults.md, row 30). */
export const drainMs = 8_000
/** How long `/ready` says 503 before connections are closed. */
export const drainNoticeMs = 200

// bundles

/** Longest wait of one question for a newer bundle, seconds. */
export const bundleWaitSeconds = 25
/** A question ends this long after its wait. */
export const bundleAnswerMs = 10_000
/** Bytes of a signed bundle: the supergraph of twenty agencies is under 2 MB. */
export const bundleBytesMax: number = 64 * 1024 * 1024
/** Bytes of the signed list of keys. */
export const keyListBytesMax: number = 4 * 1024 * 1024
/** Pauses after a failed question: doubled from the first to the last. */
export const bundlePauseMinMs = 200
export const bundlePauseMaxMs = 5_000
/** Milliseconds until the judge of a supergraph is ended; it takes about 2 s of CPU and gives way to everything else. */
export const supergraphJudgeMs = 60_000
/** Megabytes of its heap. */
export const supergraphHeapMb = 512
/** How long a start waits for its first bundle before it listens without one. */
export const firstBundleMs = 10_000
/** How long it waits then for the standings. */
export const firstStandingsMs = 3_000

// a start

/** A part that has not answered yet is an alarm only after this, milliseconds: the parts of a hub are started together, and the slowest waits for its database and the first bundle. `/ready` says no meanwhile. */
export const startGraceMs = 60_000

// facts

/** Longest wait of one question for newer standings, seconds: half-open lines are found soon. */
export const standingsWaitSeconds = 10
/** A question to the office ends this long after its wait. */
export const standingsAnswerMs = 3_000
/** Standings not confirmed for longer than a whole question counts as aging. */
export const standingsFreshMs: number = standingsWaitSeconds * 1000 + standingsAnswerMs
/** The last standings are honoured this long, then FACTS_STALE (design.md §2.3). */
export const standingsHonouredMs: number = 5 * 60 * 1000
/** Pauses after a failed question to the office. */
export const standingsPauseMinMs = 200
export const standingsPauseMaxMs = 2_000
/** Deadline of one question about consents: the caller waits for it. */
export const consentsDeadlineMs = 2_000
/** Bytes of an answer of the office: a snapshot of a million standings is larger than a hub of this size meets. */
export const officeBytesMax: number = 64 * 1024 * 1024
/** Connections to the office: one waits for standings, the others ask consents. */
export const officeConnections = 16

// quotas

/** A lease is this share of the day's figure, within these bounds. */
export const leaseShare = 0.05
export const leaseMin = 10
export const leaseMax = 5_000
/** What may be spent at least while an answer to a lease is under way. */
export const leaseCredit = 100
/** A registry that said "used up" is asked again after this. */
export const leasePauseMs = 5_000
/** One question for a lease. */
export const leaseDeadlineMs = 3_000
/** Counters kept: contracts times two. */
export const leaseCountersMax = 20_000

// the audit

/** Characters of an operation's variables that are kept in the payload: two thousand subjects have 44,000. */
export const payloadVariablesCharsMax: number = 64 * 1024
/** Characters of an entry: the log takes 65,535 bytes, and nothing in an entry of an answer is beyond ASCII. */
export const leafCharsMax = 65_535
/** `/ready` fails when the last durable entry is older (faults.md, Health). */
export const durableAgeMaxMs = 60_000
/** How often the disk is asked for its room; checks behind `/ready` are 15 s old at most. */
export const auditHealthEveryMs = 10_000
/** The hour to come is taken to be like these last minutes. */
export const auditRateOverMs = 300_000
/** Bytes of one entry on disk at most times: leaf and sealed payload of a joined profile in the write-ahead log, the leaf again in its bundle. */
export const auditEntryBytes = 3_072
/** Bytes that must be free in any case: an hour of ticks fits, and the last checkpoint. */
export const auditRoomMin: number = 1024 * 1024

// the verifying thread

/** Signatures that go to the verifying thread in one message. */
export const checksPerMessage = 64
/** Milliseconds a signature waits for others before it goes. */
export const checkWaitMs = 20
/** Milliseconds for which the thread keeps to itself how many held, where no proof is answered meanwhile. */
export const countWaitMs = 50
/** Signatures that wait to be checked; beyond it each is checked at once, on the answering thread. */
export const checksWaitingMax = 10_000
/** Proofs of possession that wait to be checked; beyond it each is checked at once. */
export const proofsWaitingMax = 2_000

// the months' keys of the audit

/** Pseudonyms of a month kept in memory: whoever is asked about is often asked about again. */
export const pseudonymsKept = 5_000
/** How often the key store is asked when nothing is missing: next month's keys are there a month ahead. */
export const monthKeysEveryMs: number = 24 * 60 * 60 * 1000
/** Pauses after a failed question, and between questions while a month is missing: doubled from the first to the last. */
export const monthKeysPauseMinMs = 200
export const monthKeysPauseMaxMs = 5_000
/** One question to the key store. */
export const monthKeysDeadlineMs = 5_000
/** Bytes of its answer: three months take half a kilobyte. */
export const monthKeysBytesMax: number = 64 * 1024
/** How long a start without any keys waits for them before it listens and answers 503. */
export const firstMonthKeysMs = 10_000
