/** Every limit of the audit store and its keeper, with its unit and its reason. */

/** Entries of one transaction: a few milliseconds of PostgreSQL's time, so that a failed one costs little to repeat. */
export const batchEntriesMax = 1_000
/** Bytes of leaves and payloads in one transaction; an entry has about 0.8 kB, a touched maximum 130 kB. */
export const batchBytesMax: number = 4 * 1024 * 1024
/** Bytes of entries that wait in memory for the database; what is above is read again from the log's files. */
export const backlogBytesMax: number = 8 * 1024 * 1024
/** Entries built into the tree at once: bounds the keeper's memory when it has a long way to go. */
export const buildStepEntries = 4_096
/** Milliseconds from one checkpoint to the next (audit.md §4: each second in which something was added). */
export const buildEveryMs = 1_000
/** Milliseconds between two sizes that the writer tells its keeper. */
export const tellEveryMs = 200

/** Milliseconds after which a statement is given up; a batch takes some ten. */
export const statementTimeoutMs = 10_000
/** Milliseconds for emptying the index, which may hold a year. */
export const emptyTimeoutMs: number = 15 * 60 * 1000
/** Milliseconds to wait for a connection: a database that does not answer counts as away. */
export const connectTimeoutMs = 5_000
/** A database that has not answered a keeper yet is an alarm only after this, milliseconds: the parts of a hub are started together, and the tables are there once the registry's keeper has made them. */
export const storeGraceMs = 60_000
/** A log that gets no entries looks at its head this often: an index that was emptied begins anew within moments, not with the next entry. */
export const lookAgainMs = 5_000
/** First and longest wait before a database that is away is asked again, milliseconds. */
export const retryMs: { readonly first: number; readonly most: number } = { first: 500, most: 15_000 }
/** First and longest wait before a keeper that died is started again, milliseconds. */
export const restartMs: { readonly first: number; readonly most: number } = { first: 250, most: 10_000 }
/** Milliseconds a keeper has to live before its next death counts as the first. */
export const settledLifeMs = 60_000
/** Milliseconds a keeper has at a clean stop for its last checkpoint; longer, and the next start does it. */
export const closeMs = 20_000
/** Milliseconds of those in which it still stores payloads: a database that is away must not hold the stop up. */
export const closeStoringMs = 5_000
/** Megabytes of the keeper's heap: a build step, a backlog and one batch at a time. */
export const keeperHeapMb = 128

/** Characters of a word as the index holds it: an index row of PostgreSQL takes 2,704 bytes, and the hub's own words have some forty characters. The leaf stays whole. */
export const indexedCharsMax = 400

/** Connections of a reader: an auditor's searches, the office's look-ups. */
export const readerPoolSize = 3
/** Entries on one page of a search or look-up. */
export const pageMax = 200
/** Rows of one page of a check: an answer of some 70 kB. */
export const rowsCheckedMax = 1_000
/** Pseudonyms of one question: a subject has one a month and kind, over a term of at most ten years. */
export const pseudonymsMax = 400
/** Characters of one word of a question. */
export const wordLengthMax = 200

/** Origins that a process closes within `closingsWithinMs` because of what others say: the word of a witness is not signed, and one that lies must not fill the disk with folders and the bundle with keys. */
export const closingsMax = 3
/** Milliseconds over which they are counted; a folder restored twice on one day is still found out. */
export const closingsWithinMs: number = 24 * 60 * 60 * 1000
