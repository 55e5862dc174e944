/** Every limit of a subgraph, with its unit and its reason. */

/** One operation of the hub: its registered text and the keys of at most 100 subjects fit many times over. */
export const graphqlBodyBytesMax: number = 1024 * 1024
/** Headers: one signature and the context fields (trust.md, order of defence, guard 1). */
export const headerBytesMax: number = 16 * 1024
/** A caller that does not finish its headers in this time is cut. */
export const headerTimeoutMs = 10_000
/** An idle connection is kept this long: the hub closes its own before. */
export const keepAliveMs = 72_000
/** A call of the hub is whole in this time, or its connection is cut: the hub itself waits 3 s. */
export const hubCallMs = 10_000
/** Pieces in which a head may come; one in more is left to Node. */
export const headPiecesMax = 8
/** Connections are looked over this often. */
export const connectionsSweepMs = 1_000
/** A file over a slow line: one hour for the largest. */
export const ingestTimeoutMs: number = 60 * 60 * 1000
/** A file at the ingest door; more is sent as several files. */
export const ingestBytesMax: number = 2 * 1024 * 1024 * 1024
/** One record: the largest payload the data standards allow is far below. A longer line is refused by number. */
export const ingestLineBytesMax: number = 256 * 1024
/** Files taken in at the same time; one more is asked to come again. */
export const ingestFilesMax = 4
/** Records judged and written in one statement: large enough to spare round trips, small enough for flat memory. */
export const ingestBatchRecords = 1_000
/** Refused share of a file above which the agency is alarmed (REG-12b), once the file has this many records. */
export const refusedShareAlarm = 0.1
export const refusedShareRecordsMin = 20
/** A provider's own number of a record. */
export const recordNumberLengthMax = 120
/** Nesting of a payload; the data standards need three. */
export const payloadDepthMax = 16

/** Representations in one operation: 100 subjects, or 100 records of each of 100 subjects. */
export const representationsMax = 10_000
/** Rows of one page of a connection (law/data-standards.yaml, head). */
export const pageRowsMax = 100
/** Rows one operation may make the database read; 100 subjects with full pages of ten items. */
export const rowsPerOperationMax = 100_000
/** Pages, and records by id, that one statement asks for; an operation that needs more asks again. */
export const pagesPerStatementMax = 2_000
export const recordsPerStatementMax = 5_000
/** Documents kept parsed, judged and compiled: one for each operation text of each contract. */
export const documentsKept = 1_000
/** Characters of all texts kept, since a parsed text takes some thirty times its length: at most about 120 MB. */
export const documentCharactersKept = 4_000_000
/** Lexical tokens of one operation (graphql-js has no cap of its own). */
export const documentTokensMax = 10_000
/** Light questions that go to a connection together: behind a slow one wait at most so many. */
export const questionsPerBundleMax = 16
/** Rows up to which a question is light: well under a millisecond of an index. */
export const lightRowsMax = 200
/** Operations answered at once; the hub holds at most 64 towards one agency. */
export const operationsInFlightMax = 256

/** Connections to the agency's PostgreSQL. */
export const poolSize = 8
/** A connection nobody uses is kept this long: opening one costs milliseconds of password derivation, as much as ten calls. */
export const connectionIdleMs = 60_000
/** Connections that files have to themselves: one for each file being read. */
export const ingestPoolSize = 4
/** A statement of the query path is given up before the hub's 3 s are over. */
export const statementTimeoutMs = 2_500
/** Staging or moving one batch of a file, on a busy server too. */
export const ingestStatementTimeoutMs = 30_000
/** A transaction left open holds the change feed's horizon back (feeds.md §1). */
export const idleTransactionTimeoutMs = 10_000

/** The office's key list is fetched anew after this time, and at most one fetch in this for an unknown key. */
export const keyListFreshMs: number = 5 * 60 * 1000
export const keyListCoolDownMs = 2_000
/** Last good keys are honoured this long while the registry is away (trust.md §3). */
export const keyListLastGoodMs: number = 60 * 60 * 1000
export const keyListTimeoutMs = 3_000
export const keyListBytesMax: number = 1024 * 1024

/** Rows and days of the call log handed out in one answer; more is asked for with a later `since`. */
export const callsPerAnswerMax = 100_000
/** Days the call log is kept: well over the six months of log duty (law/standards.md §7). */
export const callLogDaysKept = 400
/** Requests in flight end within this when the process drains (faults.md, row 30). */
export const drainMs = 8_000
/** The database behind `/ready` is asked at most this often. */
export const readyCheckMs = 5_000
